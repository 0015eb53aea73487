import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { BED_STALE_HOURS, type TaskKind } from '#contract';
import { TaskService } from '#follow-up';
import { type JobContext, once } from '#queue';

const HOUR = 3_600_000;
/** So many a day: a list nobody gets through is a list nobody reads. */
const A_DAY = { verify_facility: 20, ask_beds: 30 } as const;
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
 * their beds are asked again. Whoever looks after a facility gets its task.
 */
@Injectable()
export class AskFacilities {
  constructor(
    private readonly source: DataSource,
    private readonly tasks: TaskService,
  ) {}

  async handle(_payload: object, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      await this.#ask(manager, 'verify_facility', STALE, 'Verify what we know of', context.now);
      await this.#ask(manager, 'ask_beds', OLD_BEDS, 'Ask for open beds:', context.now);
    });
  }

  async #ask(
    manager: EntityManager,
    kind: keyof typeof A_DAY & TaskKind,
    sql: string,
    words: string,
    now: Date,
  ): Promise<void> {
    const day = new Date(now.getTime() - 20 * HOUR);
    const [{ made } = { made: 0 }] = await manager.query<{ made: number }[]>(
      'SELECT count(*)::int AS made FROM task WHERE kind = $1 AND created_at > $2',
      [kind, day],
    );
    const left = Math.max(0, A_DAY[kind] - made);
    const before = kind === 'ask_beds' ? new Date(now.getTime() - BED_STALE_HOURS * HOUR) : now;
    const due = new Date(now.getTime() + DUE_HOURS * HOUR);
    const asked = await manager.query<Asked[]>(sql, [before, kind, left]);
    for (const { id, name, owner_id: ownerId, since } of asked) {
      await this.tasks.create(
        manager,
        {
          facilityId: id,
          kind,
          title: `${words} ${name}`,
          ownerId,
          dueAt: due,
          originKey: `${kind}:${id}:${since.getTime()}`,
        },
        SYSTEM,
        now,
      );
    }
  }
}

const NOT_ASKED = `f.active AND f.taken_back_at IS NULL AND NOT EXISTS (SELECT 1 FROM task t
  WHERE t.facility_id = f.id AND t.kind = $2 AND t.done_at IS NULL AND t.dropped_at IS NULL)`;

/** First those that somebody looks after, then those that did not come out of a public list; the oldest first. */
const STALE = `SELECT f.id, f.name, s.id AS owner_id, f.stale_from AS since FROM facility f
  LEFT JOIN staff_user s ON s.id = f.relationship_owner_id AND s.status = 'active'
  WHERE ${NOT_ASKED} AND f.stale_from <= $1
  ORDER BY (s.id IS NOT NULL) DESC, (f.source IN ('staff', 'facility')) DESC, f.stale_from, f.id LIMIT $3`;

const OLD_BEDS = `SELECT f.id, f.name, s.id AS owner_id, b.since FROM facility f
  LEFT JOIN staff_user s ON s.id = f.relationship_owner_id AND s.status = 'active'
  JOIN LATERAL (SELECT min(n.said_at) AS since FROM program p
    CROSS JOIN LATERAL (SELECT r.said_at FROM bed_report r WHERE r.program_id = p.id
      ORDER BY r.said_at DESC, r.id DESC LIMIT 1) n
    WHERE p.facility_id = f.id AND p.active AND p.taken_back_at IS NULL) b ON b.since <= $1
  WHERE ${NOT_ASKED} ORDER BY b.since DESC, f.id LIMIT $3`;
