import { Column, CreateDateColumn, Entity, Index } from 'typeorm';
import type { SaidBy } from '#contract';

/** Who said what a field of a facility or program holds, and when. Append-only: the newest row of a field counts. */
@Entity('field_fact')
@Index('field_fact_newest', { synchronize: false })
export class FieldFactEntity {
  @Column({
    type: 'bigint',
    primary: true,
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    insert: false,
    update: false,
    transformer: { from: Number, to: (value: unknown) => value },
  } as object)
  seq!: number;

  @Column('text', { name: 'record_kind' })
  recordKind!: 'facility' | 'program';

  @Column('uuid', { name: 'record_id' })
  recordId!: string;

  @Column('text')
  field!: string;

  @Column('text', { name: 'said_by' })
  saidBy!: SaidBy;

  /** The colleague's id, or the name of what was imported; nobody's name. */
  @Column('text', { nullable: true })
  who!: string | null;

  @Column('timestamptz', { name: 'said_at' })
  saidAt!: Date;

  /** The import it came with. */
  @Column('uuid', { name: 'run_id', nullable: true })
  runId!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
