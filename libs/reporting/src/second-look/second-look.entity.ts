import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SecondLookVerdict } from '#contract';

/** What a second person found of a lead that the numbers leave out. Rows are added; the latest holds. */
@Entity('second_look')
@Check('second_look_verdict', "verdict IN ('right', 'wrong')")
@Index('second_look_lead', ['leadId', 'at'])
export class SecondLookEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'second_look_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  /** Why it was left out when somebody looked. */
  @Column('text')
  reason!: string;

  @Column('text')
  verdict!: SecondLookVerdict;

  @Column('text', { name: 'note_enc', nullable: true })
  noteEnc!: string | null;

  @ForeignKey('staff_user', { name: 'second_look_by_fkey' })
  @Column('uuid', { name: 'looked_by' })
  lookedBy!: string;

  @Column('timestamptz')
  at!: Date;
}
