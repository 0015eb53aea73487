import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  labelOf,
  RECORDING_FAILURES,
  type RecordingFailure,
  type RecordingMediaType,
  type RecordingView,
} from '#contract';
import { newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import { CallEntity } from '../call.entity.js';
import { CallService } from '../call.service.js';
import { FETCH_RECORDING } from '../jobs.js';
import { CallRecordingEntity, CallRecordingPartEntity } from './recording.entity.js';
import type { RecordingSource } from './recording-port.js';

/** Bytes of the audio in one encrypted part. */
const PART_BYTES = 256 * 1024;

/** A recording that is here and can be opened. */
export interface KeptRecording {
  id: string;
  mediaType: RecordingMediaType;
  bytes: number;
  parts: number;
}

/** Keeps recordings, encrypted. Every write belongs into the caller's transaction. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly vault: Vault,
    private readonly calls: CallService,
  ) {}

  /** Has the recording of a call fetched, once for each recording it has. A call without one changes nothing. */
  async want(manager: EntityManager, call: CallEntity, now: Date): Promise<void> {
    const source = this.#sourceOf(call);
    if (!source) return;
    const dedupeKey = `fetch-recording:${call.id}:${digestOf(source.url).slice(0, 16)}`;
    await enqueueJob(manager, FETCH_RECORDING, { callId: call.id }, { dueAt: now, dedupeKey });
  }

  /** Has a recording fetched again that could not be; one that is here or on its way stays as it is. */
  async wantAgain(manager: EntityManager, call: CallEntity, now: Date): Promise<void> {
    const row = await this.#row(manager, call);
    if (row?.state !== 'failed') return;
    await manager.update(CallRecordingEntity, { id: row.id }, { state: 'coming', reason: null });
    await enqueueJob(manager, FETCH_RECORDING, { callId: call.id }, { dueAt: now });
  }

  /** Where the recording of a call is to be fetched from; null when it has none or it is here already. */
  async missing(manager: EntityManager, callId: string): Promise<RecordingSource | null> {
    const call = await manager.findOneBy(CallEntity, { id: callId });
    const source = call && this.#sourceOf(call);
    if (!call || !source) return null;
    const row = await this.#row(manager, call);
    return row?.state === 'ready' ? null : source;
  }

  /** Keeps the audio. A second time changes nothing. */
  async keep(
    manager: EntityManager,
    callId: string,
    source: RecordingSource,
    audio: { mediaType: RecordingMediaType; content: Buffer },
    now: Date,
  ): Promise<void> {
    const row = await this.#locked(manager, callId, source);
    if (row.state === 'ready') return;
    const parts = Math.ceil(audio.content.length / PART_BYTES);
    for (let part = 0; part < parts; part += 1) {
      const stretch = audio.content.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
      const contentEnc = this.vault.encryptBytes(partRef(row.id, part, parts), stretch);
      await manager.insert(CallRecordingPartEntity, { recordingId: row.id, part, contentEnc });
    }
    await manager.update(
      CallRecordingEntity,
      { id: row.id },
      {
        state: 'ready',
        reason: null,
        mediaType: audio.mediaType,
        bytes: audio.content.length,
        parts,
        fetchedAt: now,
      },
    );
  }

  /** Puts down why there will be no audio. */
  async giveUp(
    manager: EntityManager,
    callId: string,
    source: RecordingSource,
    because: RecordingFailure,
  ): Promise<void> {
    const row = await this.#locked(manager, callId, source);
    if (row.state === 'ready') return;
    const failed = { state: 'failed', reason: because } as const;
    await manager.update(CallRecordingEntity, { id: row.id }, failed);
  }

  /** What there is to hear of a call. */
  async view(manager: EntityManager, call: CallEntity): Promise<RecordingView> {
    const row = await this.#row(manager, call);
    const state = call.recordingEnc === null ? 'none' : (row?.state ?? 'coming');
    const because = state === 'failed' ? (row?.reason as RecordingFailure) : null;
    const ready = state === 'ready' ? row : null;
    return {
      callId: call.id,
      state,
      because,
      sentence: because && labelOf(RECORDING_FAILURES, because),
      mediaType: ready?.mediaType ?? null,
      bytes: ready?.bytes ?? null,
      seconds: call.recordingSeconds,
    };
  }

  /** The recording of a call that can be opened now; null when there is none. */
  async kept(manager: EntityManager, call: CallEntity): Promise<KeptRecording | null> {
    const row = await this.#row(manager, call);
    if (!row || row.state !== 'ready') return null;
    const { id, mediaType, bytes, parts } = row;
    if (mediaType === null || bytes === null || parts === null) return null;
    return { id, mediaType, bytes, parts };
  }

  /** Opens the bytes from `from` to `to` (both included), part after part. */
  async *read(
    manager: EntityManager,
    recording: KeptRecording,
    { from, to }: { from: number; to: number },
  ): AsyncGenerator<Buffer> {
    for (let part = Math.floor(from / PART_BYTES); part * PART_BYTES <= to; part += 1) {
      const opened = await this.#part(manager, recording, part);
      const begins = part * PART_BYTES;
      yield opened.subarray(Math.max(0, from - begins), to - begins + 1);
    }
  }

  async #part(manager: EntityManager, { id, parts }: KeptRecording, part: number) {
    const [row] = await manager.query<{ content_enc: Buffer }[]>(
      'SELECT content_enc FROM call_recording_part WHERE recording_id = $1 AND part = $2',
      [id, part],
    );
    if (!row) throw new Error(`Part ${part} of recording ${id} is missing.`);
    return this.vault.decryptBytes(partRef(id, part, parts), row.content_enc);
  }

  #sourceOf(call: CallEntity): RecordingSource | null {
    const { recording } = this.calls.factsOf(call);
    return recording && { provider: call.provider, ...recording };
  }

  async #row(manager: EntityManager, call: CallEntity): Promise<CallRecordingEntity | null> {
    const source = this.#sourceOf(call);
    if (!source) return null;
    const sourceDigest = digestOf(source.url);
    return manager.findOneBy(CallRecordingEntity, { callId: call.id, sourceDigest });
  }

  /** The row of one recording, made when there is none, held to the end of the transaction. */
  async #locked(
    manager: EntityManager,
    callId: string,
    source: RecordingSource,
  ): Promise<CallRecordingEntity> {
    const sourceDigest = digestOf(source.url);
    await manager
      .createQueryBuilder()
      .insert()
      .into(CallRecordingEntity)
      .values({ id: newId(), callId, sourceDigest, state: 'coming' })
      .orIgnore()
      .execute();
    return manager.findOneOrFail(CallRecordingEntity, {
      where: { callId, sourceDigest },
      lock: { mode: 'pessimistic_write' },
    });
  }
}

function digestOf(url: string): string {
  return createHash('sha256').update(url).digest('hex');
}

function partRef(recordingId: string, part: number, parts: number) {
  return {
    table: 'call_recording_part',
    column: 'content_enc',
    id: `${recordingId}:${part}/${parts}`,
  };
}
