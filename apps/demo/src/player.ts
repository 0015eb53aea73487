import type { INestApplicationContext } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { EnrolmentRunner, LeadWorkService } from '#follow-up';
import { InquiryDoor } from '#inquiries';
import { ClockService } from '#leads';
import { createPool, DomainError, inTransaction } from '#platform';
import type { SiteKeys } from '#vault';
import { TakeInInquiry } from '../../worker/src/intake/take-in-inquiry.js';
import type { Desk } from './desk.js';
import { arrivalOf, textArrival } from './envelope.js';
import { DemoPost } from './post.js';
import { type Deed, ownerOf, staff, StaffWork } from './staff-work.js';
import type { Story } from './story/story.js';
import { STOP, type Text } from './story/texts.js';

type Step = { kind: 'arrive' } | { kind: 'text'; text: Text } | Deed;

interface Moment {
  at: Date;
  serial: number;
  step: Step;
}

/** One look at what is due by itself. */
interface Due {
  id: string;
  at: Date;
  version: number;
}

const MINUTE = 60_000;
/** Texts younger than this may still wait for an answer. */
const WAITS_MS = 20 * 60 * MINUTE;
const CALLED_BACK: Deed = { kind: 'call', disposition: 'connected', seconds: 160 };

/**
 * Plays stories in the order they happened, through the same door, intake and services as real life,
 * each at its own time. Nothing is written that a real day would not have written.
 */
export class Player {
  readonly #source: DataSource;
  readonly #pool: Pool;
  readonly #door: InquiryDoor;
  readonly #post: DemoPost;
  readonly #work: StaffWork;
  readonly #leads = new Map<number, string>();
  #now = new Date(0);
  #until = new Date(0);

  constructor(
    private readonly app: INestApplicationContext,
    private readonly options: {
      databaseUrl: string;
      siteKeys: SiteKeys;
      agents: readonly string[];
      desk: Desk;
    },
  ) {
    this.#source = app.get(DataSource);
    this.#pool = createPool(options.databaseUrl, { max: 1, name: 'demo-door' });
    this.#door = new InquiryDoor({
      pool: this.#pool,
      keys: options.siteKeys,
      clock: { now: () => this.#now },
    });
    this.#post = new DemoPost(app, this.#source);
    this.#work = new StaffWork(app, options.desk);
  }

  /**
   * Plays everything up to `until`; `progress` hears how far it is, 0 to 1.
   * @returns the lead of each story that has one, by the story's place in the list
   */
  async play(
    stories: readonly Story[],
    until: Date,
    progress: (share: number) => void,
  ): Promise<ReadonlyMap<number, string>> {
    this.#until = until;
    const moments = stories.flatMap((story, serial) => momentsOf(story, serial));
    moments.sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const [i, moment] of moments.entries()) {
      if (moment.at > until) break;
      await this.timePasses(moment.at);
      this.#now = moment.at;
      const story = stories[moment.serial];
      if (story) await this.#step(story, moment);
      if (i % 25 === 0) progress(i / moments.length);
    }
    await this.timePasses(until);
    progress(1);
    return this.#leads;
  }

  /** What happens by itself before a moment: clocks that run out, follow-up plans, texts that leave. */
  async timePasses(before: Date): Promise<void> {
    await this.#missClocks(before);
    await this.#followUp(before);
    await this.#post.deliver(before);
  }

  /** The jobs of days that are over were done in their time; what is still to come stays. */
  async close(until: Date): Promise<void> {
    await this.#source.query(
      'UPDATE outbox SET done_at = due_at, handed_at = due_at WHERE due_at <= $1 AND done_at IS NULL',
      [until],
    );
    await inTransaction(this.#source, (manager) => this.#work.recordCalls(manager, until));
    await this.#pool.end();
  }

  async #step(story: Story, { serial, step, at }: Moment): Promise<void> {
    if (step.kind === 'arrive') return this.#arrive(story, serial, at);
    const leadId = this.#leads.get(serial);
    if (!leadId) return;
    if (step.kind === 'text' && step.text.from === 'them') {
      return this.#textComesIn(story, leadId, step.text.text, at);
    }
    try {
      await inTransaction(this.#source, async (manager) => {
        if (step.kind !== 'text') return this.#work.do(manager, leadId, story, step, at);
        if (step.text.from === 'them') return;
        const writer = staff(await ownerOf(manager, leadId));
        await this.#post.write(manager, leadId, step.text, writer, at);
      });
    } catch (error) {
      // A gate that stays closed, or a lead that was closed meanwhile, is how real days go, too.
      if (!(error instanceof DomainError)) throw error;
    }
  }

  async #arrive(story: Story, serial: number, at: Date): Promise<void> {
    const inquiryId = await this.#takeIn(arrivalOf(story, serial), at);
    const [row] = await this.#source.query<{ lead_id: string | null }[]>(
      'SELECT lead_id FROM lead_inquiry WHERE inquiry_id = $1',
      [inquiryId],
    );
    if (!row?.lead_id) return;
    this.#leads.set(serial, row.lead_id);
    await this.#complete(row.lead_id, story, at);
  }

  /** Whoever wrote yesterday or before was called and is dealt with; the rest waits in the inbox. */
  async #textComesIn(story: Story, leadId: string, text: string, at: Date): Promise<void> {
    const arrival = textArrival(story, text, at);
    await this.#takeIn(arrival, at);
    if (text === STOP || this.#until.getTime() - at.getTime() < WAITS_MS) return;
    const readAt = new Date(at.getTime() + 9 * MINUTE);
    await inTransaction(this.#source, async (manager) => {
      await this.#work.do(manager, leadId, story, CALLED_BACK, readAt);
      const reader = staff(await ownerOf(manager, leadId));
      await this.#post.dealtWith(manager, arrival.eventId, reader, readAt);
    });
  }

  async #takeIn(arrival: Parameters<InquiryDoor['seal']>[0], at: Date): Promise<string> {
    const sealed = this.#door.seal(arrival);
    await this.#door.commit(sealed);
    const takenAt = new Date(at.getTime() + 900);
    await inTransaction(this.#source, (manager) =>
      this.app.get(TakeInInquiry).takeIn(manager, sealed.id, takenAt),
    );
    return sealed.id;
  }

  /** Whoever works on it takes it. */
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

  /** Clocks whose time ran out before this moment are missed at their own time. */
  async #missClocks(before: Date): Promise<void> {
    const due = await this.#source.query<Due[]>(
      `SELECT id, due_at AS at FROM clock WHERE due_at < $1 AND met_at IS NULL AND missed_at IS NULL
         AND cancelled_at IS NULL ORDER BY due_at`,
      [before],
    );
    for (const { id, at } of due) {
      await inTransaction(this.#source, (manager) =>
        this.app.get(ClockService).missDue(manager, id, { kind: 'system' }, at),
      );
    }
  }

  /** Follow-up plans do what is due on them, the earliest first; what they do may be due again. */
  async #followUp(before: Date): Promise<void> {
    for (;;) {
      const due = await this.#source.query<Due[]>(
        `SELECT id, version, next_at AS at FROM enrolment WHERE next_at < $1 AND ended_at IS NULL
         ORDER BY next_at, id LIMIT 20`,
        [before],
      );
      if (due.length === 0) return;
      for (const { id: enrolmentId, version, at } of due) {
        await inTransaction(this.#source, (manager) =>
          this.app.get(EnrolmentRunner).run(manager, { enrolmentId, version }, at),
        );
      }
    }
  }
}

function momentsOf(story: Story, serial: number): Moment[] {
  const moment = (after: number, step: Step): Moment => ({
    at: new Date(story.receivedAt.getTime() + after * MINUTE),
    serial,
    step,
  });
  return [
    moment(0, { kind: 'arrive' }),
    ...story.calls.map(({ after, ...call }) => moment(after, { kind: 'call', ...call })),
    ...story.notes.map(({ after, text }) => moment(after, { kind: 'note', text })),
    ...story.texts.map((text) => moment(text.after, { kind: 'text', text })),
    ...story.stages.map(({ after, stage }) => moment(after, { kind: 'stage', stage })),
    ...(story.closed
      ? [moment(story.closed.after, { kind: 'close', reason: story.closed.reason })]
      : []),
  ];
}
