import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { OverrideKind } from '#contract';

/** One question to the matcher with its answer, as both were then. Never changed; asking again is another row. */
@Entity('match')
@Index('match_lead', { synchronize: false })
@Index('match_recent', { synchronize: false })
export class MatchEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'match_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('staff_user', { name: 'match_asked_by_fkey' })
  @Column('uuid', { name: 'asked_by', nullable: true })
  askedBy!: string | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  /** RULES_VERSION of the rules that answered. */
  @Column('integer', { name: 'rules_version' })
  rulesVersion!: number;

  @Column('integer')
  considered!: number;

  /** Of those, how many were not excluded. */
  @Column('integer')
  open!: number;

  @Column('text', { name: 'inputs_enc' })
  inputsEnc!: string;

  @Column('text', { name: 'answer_enc' })
  answerEnc!: string;
}

/** That a program was picked for a referral. */
@Entity('match_pick')
@Index('match_pick_once', { synchronize: false })
@Index('match_pick_staff', { synchronize: false })
export class MatchPickEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => MatchEntity, { name: 'match_pick_match_id_fkey' })
  @Column('uuid', { name: 'match_id' })
  matchId!: string;

  @ForeignKey('program', { name: 'match_pick_program_id_fkey' })
  @Column('uuid', { name: 'program_id' })
  programId!: string;

  /** In the answer; null: it was excluded. */
  @Column('integer', { nullable: true })
  rank!: number | null;

  @ForeignKey('staff_user', { name: 'match_pick_picked_by_fkey' })
  @Column('uuid', { name: 'picked_by', nullable: true })
  pickedBy!: string | null;

  @Column('timestamptz', { name: 'picked_at' })
  pickedAt!: Date;
}

/** That the pick was not the first of those left, and why. Overrides ÷ picks is the override rate. */
@Entity('match_override')
@Unique('match_override_pick_id_key', ['pickId'])
@Index('match_override_program', { synchronize: false })
export class MatchOverrideEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => MatchPickEntity, { name: 'match_override_pick_id_fkey' })
  @Column('uuid', { name: 'pick_id' })
  pickId!: string;

  @ForeignKey(() => MatchEntity, { name: 'match_override_match_id_fkey' })
  @Column('uuid', { name: 'match_id' })
  matchId!: string;

  @ForeignKey('program', { name: 'match_override_program_id_fkey' })
  @Column('uuid', { name: 'program_id' })
  programId!: string;

  @Column('text')
  kind!: OverrideKind;

  @Column('text', { name: 'reason_enc' })
  reasonEnc!: string;

  @ForeignKey('staff_user', { name: 'match_override_by_fkey' })
  @Column('uuid', { nullable: true })
  by!: string | null;

  @Column('timestamptz')
  at!: Date;
}
