import type { INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { CallService, RecordingService } from '#calls';
import type { CallDisposition, Stage } from '#contract';
import { LeadWorkService } from '#follow-up';
import { LeadEditService, LeadService, TagService } from '#leads';
import type { Desk } from './desk.js';
import { RecordedCalls } from './recorded-calls.js';
import type { Story } from './story/story.js';
import { TAG_OF_NOTE } from './story/words.js';

/** Something a colleague does with a lead. */
export type Deed =
  | { kind: 'call'; disposition: CallDisposition; seconds: number }
  | { kind: 'note'; text: string }
  | { kind: 'stage'; stage: Stage }
  | { kind: 'close'; reason: string };

const LEVELS = [
  'inpatient_monitored',
  'residential_high',
  'intensive_outpatient',
  'outpatient',
  'wm_3_7',
];

/** What staff do with leads, by the desk's own services. Every method belongs into the caller's transaction. */
export class StaffWork {
  readonly #calls: RecordedCalls;
  #made = 0;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly desk: Desk,
  ) {
    this.#calls = new RecordedCalls(app.get(CallService), app.get(RecordingService));
  }

  /** Throws what the services throw: a gate that stays closed, a lead that is closed already. */
  async do(
    manager: EntityManager,
    leadId: string,
    story: Story,
    deed: Deed,
    at: Date,
  ): Promise<void> {
    const actor = staff(await ownerOf(manager, leadId));
    switch (deed.kind) {
      case 'call':
        return this.#call(manager, leadId, deed, actor, at);
      case 'note':
        return this.#note(manager, leadId, deed.text, actor, at);
      case 'stage':
        return this.#stage(manager, leadId, story, deed.stage, actor, at);
      case 'close':
        return this.#close(manager, leadId, deed.reason, actor, at);
    }
  }

  /** Gives the latest conversations a recording. */
  recordCalls(manager: EntityManager, now: Date): Promise<void> {
    return this.#calls.record(manager, now);
  }

  async #call(
    manager: EntityManager,
    leadId: string,
    { disposition, seconds }: Extract<Deed, { kind: 'call' }>,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    this.#made += 1;
    const serial = String(this.#made);
    const staffId = staffIdOf(actor);
    const made = { serial, leadId, staffId, disposition, seconds, at };
    const callId = await this.#calls.add(manager, made);
    const call = { disposition, direction: 'outbound', durationSeconds: seconds } as const;
    await this.app.get(LeadWorkService).logCall(manager, leadId, call, actor, at, callId);
  }

  async #note(
    manager: EntityManager,
    leadId: string,
    text: string,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    await this.app.get(LeadService).addNote(manager, leadId, text, actor, at);
    const tagId = this.desk.tags.get(TAG_OF_NOTE[text] ?? '');
    if (tagId) await this.app.get(TagService).add(manager, leadId, tagId, actor, at);
  }

  async #stage(
    manager: EntityManager,
    leadId: string,
    story: Story,
    stage: Stage,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    if (stage === 'qualified') await this.#learn(manager, leadId, story, actor, at);
    if ((await stageOf(manager, leadId)) === stage) return;
    await this.app.get(LeadWorkService).changeStage(manager, leadId, { stage }, actor, at);
  }

  async #close(
    manager: EntityManager,
    leadId: string,
    reason: string,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    if (['cost', 'no_coverage'].includes(reason)) {
      const note = 'Named two state-funded programs and a sliding-scale clinic nearby.';
      await this.app.get(LeadService).offerLowCost(manager, leadId, { note }, actor, at);
    }
    const note = 'Closed after talking it through; may call again any time.';
    const closed = { stage: 'closed', reason, note } as const;
    await this.app.get(LeadWorkService).changeStage(manager, leadId, closed, actor, at);
  }

  async #learn(
    manager: EntityManager,
    leadId: string,
    { request, person }: Story,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const patient =
      request.forWhom === 'other'
        ? (request.insurance?.subscriberName ?? `${person.name.split(' ')[0]}’s family member`)
        : request.name;
    const learnt = {
      version: await versionOf(manager, leadId),
      patientName: patient,
      substances: request.substances,
      age: request.age,
      levelRequested: LEVELS[(request.age ?? 0) % LEVELS.length],
      payment: request.insurance ? 'coverage' : 'state_funded',
    } as const;
    await this.app.get(LeadEditService).edit(manager, leadId, learnt, actor, at);
  }
}

/** The system, where nobody has it. */
export function staff(id: string | null): Actor {
  return id ? { kind: 'staff', id } : { kind: 'system' };
}

export async function ownerOf(manager: EntityManager, leadId: string): Promise<string | null> {
  const [row] = await manager.query<{ owner_id: string | null }[]>(
    'SELECT owner_id FROM lead WHERE id = $1',
    [leadId],
  );
  return row?.owner_id ?? null;
}

export async function versionOf(manager: EntityManager, leadId: string): Promise<number> {
  const [row] = await manager.query<{ version: number }[]>(
    'SELECT version FROM lead WHERE id = $1',
    [leadId],
  );
  return row?.version ?? 1;
}

async function stageOf(manager: EntityManager, leadId: string): Promise<string | undefined> {
  const [row] = await manager.query<{ stage: string }[]>('SELECT stage FROM lead WHERE id = $1', [
    leadId,
  ]);
  return row?.stage;
}
