import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { BED_STALE_HOURS, type TaskKind } from '#contract';
import { BedRequestEntity, SEND_BED_REQUEST } from '#facilities';
import { TaskService } from '#follow-up';
import { MailPort } from '#messages';
import { newId } from '#platform';
import { enqueueJob, type JobContext, once } from '#queue';

const HOUR = 3_600_000;
/** So many a day: a list nobody gets through is a list nobody reads. */
const A_DAY = { verify_facility: 20, ask_beds: 30 } as const;
/** E-mails are no colleague's work, and still a mail server's patience has an end. */
const MAILS_A_DAY = 200;
const WORDS = {
  verify_facility: 'Verify what we know of',
  ask_beds: 'Ask for open beds:',
} as const;
/** Hours a facility has to answer an e-mail before a colleague asks; the job runs once a day. */
const ANSWER_HOURS = 20;
/** Hours from when a task is made until it is due. */
const DUE_HOURS = 8;

interface Asked {
  id: string;
  name: string;
  owner_id: string | null;
  since: Date;
}

/**
 * Makes the day's tasks of the directory: facilities whose facts became stale are verified, those that used to report
 * their beds are asked again: once by e-mail where that is possible, and by a colleague when a day has passed without an
 * answer. Whoever looks after a facility gets its task.
 */
@Injectable()
export class AskFacilities {
  constructor(
    private readonly source: DataSource,
    private readonly tasks: TaskService,
    private readonly mail: MailPort,
  ) {}

  async handle(_payload: object, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      const { now } = context;
      await this.#ask(manager, 'verify_facility', STALE, now);
      if (this.mail.configured) await this.#write(manager, now);
      await this.#ask(manager, 'ask_beds', OLD_BEDS, now);
    });
  }

  /** One facility is to be asked by a colleague: an e-mail did not get out. Nothing where somebody is asking already. */
  async beds(manager: EntityManager, facilityId: string, now: Date): Promise<void> {
    const rows = await manager.query<Asked[]>(ONE_OF_OLD_BEDS, [
      staleAt('ask_beds', now),
      'ask_beds',
      facilityId,
    ]);
    await this.#tasks(manager, 'ask_beds', rows, now);
  }

  /** E-mails, once for each time the counts became stale. */
  async #write(manager: EntityManager, now: Date): Promise<void> {
    const asked = await manager.query<{ id: string; since: Date }[]>(TO_BE_WRITTEN, [
      staleAt('ask_beds', now),
      'ask_beds',
      MAILS_A_DAY,
    ]);
    for (const { id: facilityId, since } of asked) {
      const id = newId();
      const request = { id, facilityId, staleSince: since, createdAt: now };
      await manager.insert(BedRequestEntity, request);
      await enqueueJob(manager, SEND_BED_REQUEST, { requestId: id }, { dueAt: now });
    }
  }

  async #ask(
    manager: EntityManager,
    kind: keyof typeof A_DAY,
    sql: string,
    now: Date,
  ): Promise<void> {
    const day = new Date(now.getTime() - ANSWER_HOURS * HOUR);
    const [{ made } = { made: 0 }] = await manager.query<{ made: number }[]>(
      'SELECT count(*)::int AS made FROM task WHERE kind = $1 AND created_at > $2',
      [kind, day],
    );
    const left = Math.max(0, A_DAY[kind] - made);
    const values = [staleAt(kind, now), kind, left, ...(kind === 'ask_beds' ? [day] : [])];
    await this.#tasks(manager, kind, await manager.query<Asked[]>(sql, values), now);
  }

  async #tasks(
    manager: EntityManager,
    kind: keyof typeof A_DAY & TaskKind,
    asked: readonly Asked[],
    now: Date,
  ): Promise<void> {
    const dueAt = new Date(now.getTime() + DUE_HOURS * HOUR);
    for (const { id, name, owner_id: ownerId, since } of asked) {
      await this.tasks.create(
        manager,
        {
          facilityId: id,
          kind,
          title: `${WORDS[kind]} ${name}`,
          ownerId,
          dueAt,
          originKey: `${kind}:${id}:${since.getTime()}`,
        },
        SYSTEM,
        now,
      );
    }
  }
}

/** From when on a word is too old to rely on. */
function staleAt(kind: keyof typeof A_DAY, now: Date): Date {
  return kind === 'ask_beds' ? new Date(now.getTime() - BED_STALE_HOURS * HOUR) : now;
}

const NOT_ASKED = `f.active AND f.taken_back_at IS NULL AND NOT EXISTS (SELECT 1 FROM task t
  WHERE t.facility_id = f.id AND t.kind = $2 AND t.done_at IS NULL AND t.dropped_at IS NULL)`;

/** First those that somebody looks after, then those that did not come out of a public list; the oldest first. */
const STALE = `SELECT f.id, f.name, s.id AS owner_id, f.stale_from AS since FROM facility f
  LEFT JOIN staff_user s ON s.id = f.relationship_owner_id AND s.status = 'active'
  WHERE ${NOT_ASKED} AND f.stale_from <= $1
  ORDER BY (s.id IS NOT NULL) DESC, (f.source IN ('staff', 'facility')) DESC, f.stale_from, f.id LIMIT $3`;

/** When the oldest of the newest counts of facility `f` was said, to the millisecond; null: nobody ever reported there. */
export const OLDEST_COUNT = `SELECT date_trunc('milliseconds', min(n.said_at)) FROM program p
  CROSS JOIN LATERAL (SELECT r.said_at FROM bed_report r WHERE r.program_id = p.id
    ORDER BY r.said_at DESC, r.id DESC LIMIT 1) n
  WHERE p.facility_id = f.id AND p.active AND p.taken_back_at IS NULL`;

const WITH_OLD_BEDS = `SELECT f.id, f.name, s.id AS owner_id, b.since FROM facility f
  LEFT JOIN staff_user s ON s.id = f.relationship_owner_id AND s.status = 'active'
  JOIN LATERAL (${OLDEST_COUNT}) b (since) ON b.since <= $1
  WHERE ${NOT_ASKED}`;

/** Not those that were written to and have not had their time to answer. */
const OLD_BEDS = `${WITH_OLD_BEDS} AND NOT EXISTS (SELECT 1 FROM bed_request q WHERE q.facility_id = f.id
    AND q.stale_since = b.since AND q.state IN ('queued', 'sending', 'sent') AND q.created_at > $4)
  ORDER BY b.since DESC, f.id LIMIT $3`;

const ONE_OF_OLD_BEDS = `${WITH_OLD_BEDS} AND f.id = $3`;

const TO_BE_WRITTEN = `${WITH_OLD_BEDS} AND f.bed_mails
    AND EXISTS (SELECT 1 FROM facility_contact c WHERE c.facility_id = f.id AND c.active AND c.email_enc IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM bed_request q WHERE q.facility_id = f.id AND q.stale_since = b.since)
  ORDER BY b.since DESC, f.id LIMIT $3`;
