import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { CallService, RecordingService } from '#calls';
import type { CallDisposition, Stage } from '#contract';
import { LeadWorkService, TaskService } from '#follow-up';
import { InquiryDoor } from '#inquiries';
import { ClockService, LeadEditService, LeadService } from '#leads';
import { createPool, DomainError, inTransaction } from '#platform';
import type { SiteKeys } from '#vault';
import { TakeInInquiry } from '../../worker/src/intake/take-in-inquiry.js';
import { arrivalOf } from './envelope.js';
import { planNextSteps } from './next-steps.js';
import { RecordedCalls } from './recorded-calls.js';
import type { Story } from './story/story.js';

type Step =
  | { kind: 'arrive' }
  | { kind: 'call'; disposition: CallDisposition; seconds: number }
  | { kind: 'note'; text: string }
  | { kind: 'stage'; stage: Stage }
  | { kind: 'close'; reason: string };

interface Moment {
  at: Date;
  serial: number;
  step: Step;
}

const MINUTE = 60_000;

/**
 * Plays stories in the order they happened, through the same door, intake and services as real life,
 * each at its own time. Nothing is written that a real day would not have written.
 */
export class Player {
  readonly #source: DataSource;
  readonly #door: InquiryDoor;
  readonly #leads = new Map<number, string>();
  readonly #calls: RecordedCalls;
  #made = 0;
  #now = new Date(0);

  constructor(
    private readonly app: INestApplicationContext,
    private readonly options: {
      databaseUrl: string;
      siteKeys: SiteKeys;
      agents: readonly string[];
    },
  ) {
    this.#source = app.get(DataSource);
    this.#calls = new RecordedCalls(app.get(CallService), app.get(RecordingService));
    this.#door = new InquiryDoor({
      pool: createPool(options.databaseUrl, { max: 1, name: 'demo-door' }),
      keys: options.siteKeys,
      clock: { now: () => this.#now },
    });
  }

  /** Plays everything up to `until`; `progress` hears how far it is, 0 to 1. */
  async play(
    stories: readonly Story[],
    until: Date,
    progress: (share: number) => void,
  ): Promise<void> {
    const moments = stories.flatMap((story, serial) => momentsOf(story, serial));
    moments.sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const [i, moment] of moments.entries()) {
      if (moment.at > until) break;
      await this.#missClocks(moment.at);
      this.#now = moment.at;
      const story = stories[moment.serial];
      if (story) await this.#step(story, moment);
      if (i % 25 === 0) progress(i / moments.length);
    }
    await this.#missClocks(until);
    await planNextSteps(this.#source, this.app.get(TaskService), until);
    await this.#nothingLeftBehind(until);
    await inTransaction(this.#source, (manager) => this.#calls.record(manager, until));
    progress(1);
  }

  async #step(story: Story, { serial, step, at }: Moment): Promise<void> {
    if (step.kind === 'arrive') return this.#arrive(story, serial, at);
    const leadId = this.#leads.get(serial);
    if (!leadId) return;
    try {
      await inTransaction(this.#source, (manager) => this.#work(manager, leadId, story, step, at));
    } catch (error) {
      // A gate that stays closed, or a lead that was closed meanwhile, is how real days go, too.
      if (!(error instanceof DomainError)) throw error;
    }
  }

  async #arrive(story: Story, serial: number, at: Date): Promise<void> {
    const sealed = this.#door.seal(arrivalOf(story, serial));
    await this.#door.commit(sealed);
    const takenAt = new Date(at.getTime() + 900);
    await inTransaction(this.#source, (manager) =>
      this.app.get(TakeInInquiry).takeIn(manager, sealed.id, takenAt),
    );
    const [row] = await this.#source.query<{ lead_id: string | null }[]>(
      'SELECT lead_id FROM lead_inquiry WHERE inquiry_id = $1',
      [sealed.id],
    );
    if (!row?.lead_id) return;
    this.#leads.set(serial, row.lead_id);
    await this.#complete(row.lead_id, story, at);
  }

  /** What the agent learns and types while a caller is on the line; a form has said it already. */
  async #complete(leadId: string, story: Story, at: Date): Promise<void> {
    if (story.agent === null) return;
    const ownerId = this.options.agents[story.agent] ?? null;
    const takenAt = new Date(at.getTime() + MINUTE / 2);
    await inTransaction(this.#source, (manager) =>
      this.app
        .get(LeadWorkService)
        .assign(manager, leadId, { ownerId, because: 'hand' }, staff(ownerId), takenAt),
    );
  }

  async #work(
    manager: EntityManager,
    leadId: string,
    story: Story,
    step: Exclude<Step, { kind: 'arrive' }>,
    at: Date,
  ): Promise<void> {
    const work = this.app.get(LeadWorkService);
    const actor = staff(await ownerOf(manager, leadId));
    if (step.kind === 'call') {
      const { disposition, seconds } = step;
      const staffId = staffIdOf(actor);
      this.#made += 1;
      const serial = String(this.#made);
      const call = { serial, leadId, staffId, disposition, seconds, at };
      await work.logCall(
        manager,
        leadId,
        { disposition, direction: 'outbound', durationSeconds: seconds },
        actor,
        at,
        await this.#calls.add(manager, call),
      );
    } else if (step.kind === 'note') {
      await this.app.get(LeadService).addNote(manager, leadId, step.text, actor, at);
    } else if (step.kind === 'stage') {
      if (step.stage === 'qualified') await this.#learn(manager, leadId, story, actor, at);
      if ((await stageOf(manager, leadId)) !== step.stage)
        await work.changeStage(manager, leadId, { stage: step.stage }, actor, at);
    } else {
      if (['cost', 'no_coverage'].includes(step.reason)) {
        await this.app
          .get(LeadService)
          .offerLowCost(
            manager,
            leadId,
            { note: 'Named two state-funded programs and a sliding-scale clinic nearby.' },
            actor,
            at,
          );
      }
      const note = 'Closed after talking it through; may call again any time.';
      await work.changeStage(
        manager,
        leadId,
        { stage: 'closed', reason: step.reason, note },
        actor,
        at,
      );
    }
  }

  async #learn(
    manager: EntityManager,
    leadId: string,
    story: Story,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const [row] = await manager.query<{ version: number }[]>(
      'SELECT version FROM lead WHERE id = $1',
      [leadId],
    );
    const { request } = story;
    const levels = [
      'inpatient_monitored',
      'residential_high',
      'intensive_outpatient',
      'outpatient',
      'wm_3_7',
    ];
    await this.app.get(LeadEditService).edit(
      manager,
      leadId,
      {
        version: row?.version ?? 1,
        patientName:
          request.forWhom === 'other'
            ? (request.insurance?.subscriberName ??
              `${story.person.name.split(' ')[0]}’s family member`)
            : request.name,
        substances: request.substances,
        age: request.age,
        levelRequested: levels[(request.age ?? 0) % levels.length],
        payment: request.insurance ? 'coverage' : 'state_funded',
      },
      actor,
      at,
    );
  }

  /** Clocks whose time ran out before this moment are missed at their own time. */
  async #missClocks(before: Date): Promise<void> {
    const due = await this.#source.query<{ id: string; due_at: Date }[]>(
      `SELECT id, due_at FROM clock WHERE due_at < $1 AND met_at IS NULL AND missed_at IS NULL
         AND cancelled_at IS NULL ORDER BY due_at`,
      [before],
    );
    for (const clock of due) {
      await inTransaction(this.#source, (manager) =>
        this.app.get(ClockService).missDue(manager, clock.id, { kind: 'system' }, clock.due_at),
      );
    }
  }

  /** The jobs of days that are over were done in their time; what is still to come stays. */
  async #nothingLeftBehind(until: Date): Promise<void> {
    await this.#source.query(
      'UPDATE outbox SET done_at = due_at, handed_at = due_at WHERE due_at <= $1 AND done_at IS NULL',
      [until],
    );
  }
}

function momentsOf(story: Story, serial: number): Moment[] {
  const at = (after: number) => new Date(story.receivedAt.getTime() + after * MINUTE);
  return [
    { at: story.receivedAt, serial, step: { kind: 'arrive' } },
    ...story.calls.map(
      ({ after, disposition, seconds }): Moment => ({
        at: at(after),
        serial,
        step: { kind: 'call', disposition, seconds },
      }),
    ),
    ...story.notes.map(
      ({ after, text }): Moment => ({ at: at(after), serial, step: { kind: 'note', text } }),
    ),
    ...story.stages.map(
      ({ after, stage }): Moment => ({ at: at(after), serial, step: { kind: 'stage', stage } }),
    ),
    ...(story.closed
      ? [
          {
            at: at(story.closed.after),
            serial,
            step: { kind: 'close' as const, reason: story.closed.reason },
          },
        ]
      : []),
  ];
}

function staff(id: string | null): Actor {
  return id ? { kind: 'staff', id } : { kind: 'system' };
}

async function ownerOf(manager: EntityManager, leadId: string): Promise<string | null> {
  const [row] = await manager.query<{ owner_id: string | null }[]>(
    'SELECT owner_id FROM lead WHERE id = $1',
    [leadId],
  );
  return row?.owner_id ?? null;
}

async function stageOf(manager: EntityManager, leadId: string): Promise<string | undefined> {
  const [row] = await manager.query<{ stage: string }[]>('SELECT stage FROM lead WHERE id = $1', [
    leadId,
  ]);
  return row?.stage;
}
