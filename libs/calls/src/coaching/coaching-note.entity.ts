import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CallEntity } from '../call.entity.js';

/** What a listener noted at a second of a recording; its words are encrypted. Never changed. */
@Entity('coaching_note')
@Index('coaching_note_call', { synchronize: false })
export class CoachingNoteEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CallEntity, { name: 'coaching_note_call_id_fkey' })
  @Column('uuid', { name: 'call_id' })
  callId!: string;

  @Column('integer', { name: 'at_second', nullable: true })
  atSecond!: number | null;

  @Column('text', { name: 'text_enc' })
  textEnc!: string;

  @ForeignKey('staff_user', { name: 'coaching_note_written_by_fkey' })
  @Column('uuid', { name: 'written_by' })
  writtenBy!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
