import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { RecordingMediaType } from '#contract';
import { CallEntity } from '../call.entity.js';

/** A recording of a call that was fetched, or could not be. Its audio is in parts, encrypted. */
@Entity('call_recording')
@Unique('call_recording_once', ['callId', 'sourceDigest'])
export class CallRecordingEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CallEntity, { name: 'call_recording_call_id_fkey' })
  @Column('uuid', { name: 'call_id' })
  callId!: string;

  /** SHA-256 of the address it is from: a call whose recording is another one later has two rows. */
  @Column('text', { name: 'source_digest' })
  sourceDigest!: string;

  @Column('text')
  state!: 'coming' | 'ready' | 'failed';

  /** Why it could not be fetched: a code of RECORDING_FAILURES. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { name: 'media_type', nullable: true })
  mediaType!: RecordingMediaType | null;

  @Column('integer', { nullable: true })
  bytes!: number | null;

  @Column('integer', { nullable: true })
  parts!: number | null;

  @Column('timestamptz', { name: 'fetched_at', nullable: true })
  fetchedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** One stretch of the audio, encrypted for its place: parts can be neither swapped nor left out. */
@Entity('call_recording_part')
export class CallRecordingPartEntity {
  @ForeignKey(() => CallRecordingEntity, { name: 'call_recording_part_recording_id_fkey' })
  @PrimaryColumn('uuid', { name: 'recording_id' })
  recordingId!: string;

  @PrimaryColumn('integer')
  part!: number;

  @Column('bytea', { name: 'content_enc', select: false })
  contentEnc!: Buffer;
}
