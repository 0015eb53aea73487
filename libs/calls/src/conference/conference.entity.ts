import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ConferenceEnd, PartyKind } from '#contract';
import type { Asking, ConferenceFact } from './conference-state.js';

/** A call that was moved into a conference, so that somebody can be put on hold and others brought in. */
@Entity('conference')
@Index('conference_open', { synchronize: false })
@Index('conference_call', { synchronize: false })
@Index('conference_staff', { synchronize: false })
export class ConferenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('call', { name: 'conference_call_id_fkey' })
  @Column('uuid', { name: 'call_id' })
  callId!: string;

  /** Who has the call: the colleague it was handed to, once it was. */
  @ForeignKey('staff_user', { name: 'conference_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  /** The number of ours that they know, E.164: others see it, and by it the call is rung on. */
  @Column('text', { name: 'our_phone' })
  ourPhone!: string;

  /** They called us, so that their leg is the call and the colleague's its child; else the other way round. */
  @Column('boolean', { name: 'caller_is_parent' })
  callerIsParent!: boolean;

  /** The phone company's id of the conference, once it is known. */
  @Column('text', { name: 'provider_sid', nullable: true })
  providerSid!: string | null;

  @Column('text', { name: 'caller_leg', nullable: true })
  callerLeg!: string | null;

  @Column('text', { name: 'agent_leg', nullable: true })
  agentLeg!: string | null;

  /** Whether the colleague wants them on hold. */
  @Column('boolean', { default: true })
  held!: boolean;

  /** When the colleague said that they leave the others to themselves. */
  @Column('timestamptz', { name: 'leaving_at', nullable: true })
  leavingAt!: Date | null;

  /** When the colleague ended the call. */
  @Column('timestamptz', { name: 'ending_at', nullable: true })
  endingAt!: Date | null;

  /** When they were rung on, because nobody of us was there any more. */
  @Column('timestamptz', { name: 'rung_on_at', nullable: true })
  rungOnAt!: Date | null;

  @Column('timestamptz', { name: 'over_at', nullable: true })
  overAt!: Date | null;

  @Column('text', { name: 'ended_as', nullable: true })
  endedAs!: ConferenceEnd | null;

  /** When what followed from its end was written down. */
  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

/** Somebody who was asked to join. */
@Entity('conference_party')
@Index('conference_party_of', { synchronize: false })
export class ConferencePartyEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('conference', { name: 'conference_party_conference_id_fkey' })
  @Column('uuid', { name: 'conference_id' })
  conferenceId!: string;

  @Column('text')
  kind!: PartyKind;

  /** Of a colleague. */
  @ForeignKey('staff_user', { name: 'conference_party_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column('text', { name: 'name_enc' })
  nameEnc!: string;

  /** E.164; null for a colleague's browser. */
  @Column('text', { name: 'number_enc', nullable: true })
  numberEnc!: string | null;

  @Column('text', { default: 'asked' })
  asking!: Asking;

  @Column('text', { nullable: true })
  leg!: string | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;
}

/** One thing that is known of a conference; never changed. */
@Entity('conference_event')
export class ConferenceEventEntity {
  @ForeignKey('conference', { name: 'conference_event_conference_id_fkey' })
  @PrimaryColumn('uuid', { name: 'conference_id' })
  conferenceId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  kind!: ConferenceFact['kind'];

  @Column('timestamptz')
  at!: Date;

  @Column('double precision')
  sequence!: number;

  @Column('text', { nullable: true })
  leg!: string | null;

  @Column('text', { nullable: true })
  label!: string | null;

  @Column('text', { nullable: true })
  status!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
