import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where the middle of a ZIP code is; loaded when the database is made. */
@Entity('zip_place')
@Index('zip_place_where', ['latitude', 'longitude'])
export class ZipPlaceEntity {
  @PrimaryColumn('text')
  zip!: string;

  @Column('text')
  city!: string;

  @Column('text')
  state!: string;

  @Column('double precision')
  latitude!: number;

  @Column('double precision')
  longitude!: number;
}
