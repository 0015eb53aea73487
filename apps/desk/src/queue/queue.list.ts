import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import {
  codesOf,
  type HoldReason,
  QUEUE_REASONS,
  type QueueReason,
  type QueueRow,
} from '#contract';
import { OrganisationService } from '#content';
import { LeadEntity, LeadRows, type QueueEntryEntity, queueSentence } from '#leads';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import { PersonSearch } from '../people/person-search.js';

export const QueueListFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  /** free (unless said): mine, my team's, nobody's, and those of who is not on duty. */
  scope: z.enum(['free', 'mine', 'team', 'all']).optional(),
  because: z.enum(codesOf(QUEUE_REASONS)).optional(),
  /** True: only what is held back; left out: only what waits now. */
  held: z.boolean().optional(),
});
type QueueListFilter = z.infer<typeof QueueListFilter>;

/** Who looks at the queue. */
export interface Looking {
  me: string;
  teamId: string | null;
  onDuty: readonly string[];
  now: Date;
}

interface Row {
  id: string;
  band: number;
  because: QueueReason;
  dueAt: Date;
  detail: QueueEntryEntity['detail'];
  holdUntil: Date | null;
  heldBecause: HoldReason | null;
  ownerId: string | null;
  teamId: string | null;
  takenBy: string | null;
  takenUntil: Date | null;
}

const QUEUE: ListSql = {
  columns: `q.lead_id AS id, q.band, q.because, q.due_at AS "dueAt", q.detail,
    q.hold_until AS "holdUntil", q.held_because AS "heldBecause", q.owner_id AS "ownerId",
    q.team_id AS "teamId", q.taken_by AS "takenBy", q.taken_until AS "takenUntil"`,
  from: 'queue_entry q',
  id: 'q.lead_id',
  about: ['q.lead_id'],
  sorts: { band: 'q.band, q.due_at' },
  order: ['band', 'ASC'],
};

/** Lists the queue in its own order, and tells of each row why it is there. */
@Injectable()
export class QueueList {
  constructor(
    private readonly search: PersonSearch,
    private readonly leadRows: LeadRows,
    private readonly organisation: OrganisationService,
  ) {}

  /** A page; any order asked for is the queue's. */
  async page(
    manager: EntityManager,
    request: ListRequest<QueueListFilter>,
    looking: Looking,
  ): Promise<Page<QueueRow>> {
    const { filter } = request;
    const where = scoped(filter.id ? 'all' : (filter.scope ?? 'free'), looking)
      .add('q.lead_id = ANY (?::uuid[])', filter.id)
      .add('q.because = ?', filter.because);
    if (filter.held) where.add('q.hold_until > ?::timestamptz', looking.now);
    else if (!filter.id) where.add(WAITS, looking.now);
    if (filter.q) this.#searched(where, filter.q);
    const page = await selectPage<Row>(manager, QUEUE, { ...request, sort: undefined }, where);
    return { total: page.total, rows: await this.#views(manager, page.rows, looking.now) };
  }

  /** One lead's row; null when it is not in the queue. */
  async one(manager: EntityManager, leadId: string, now: Date): Promise<QueueRow | null> {
    const rows = await manager.query<Row[]>(
      `SELECT ${QUEUE.columns} FROM queue_entry q WHERE q.lead_id = $1`,
      [leadId],
    );
    const [row] = await this.#views(manager, rows, now);
    return row ?? null;
  }

  #searched(where: Conditions, q: string): void {
    const number = /^#?\d{1,9}$/.test(q) ? Number(q.replace('#', '')) : null;
    if (number !== null) {
      where.add('q.lead_id IN (SELECT l.id FROM lead l WHERE l.number = ?)', number);
      return;
    }
    const people = this.search.personsBy(q);
    if (!people) {
      where.add('false');
      return;
    }
    where.add(
      `q.lead_id IN (SELECT p.id FROM lead p WHERE p.patient_id IN (${people.sql})
        UNION SELECT lc.lead_id FROM lead_contact lc WHERE lc.person_id IN (${people.sql}))`,
      ...people.values,
      ...people.values,
    );
  }

  async #views(manager: EntityManager, rows: readonly Row[], now: Date): Promise<QueueRow[]> {
    if (rows.length === 0) return [];
    const { timeZone } = await this.organisation.workingTime(manager);
    const found = await manager.findBy(LeadEntity, { id: In(rows.map(({ id }) => id)) });
    const leads = new Map(
      (await this.leadRows.decorate(manager, found, now)).map((lead) => [lead.id, lead]),
    );
    return rows.flatMap((row) => {
      const lead = leads.get(row.id);
      if (!lead) return [];
      const held = row.holdUntil && row.holdUntil > now;
      const taken = row.takenUntil && row.takenUntil > now;
      return [
        {
          id: row.id,
          band: row.band,
          because: row.because,
          why: queueSentence(row, now, timeZone),
          dueAt: row.dueAt.toISOString(),
          late: !held && row.dueAt < now,
          holdUntil: held && row.holdUntil ? row.holdUntil.toISOString() : null,
          heldBecause: held ? row.heldBecause : null,
          ownerId: row.ownerId,
          teamId: row.teamId,
          takenBy: taken ? row.takenBy : null,
          takenUntil: taken && row.takenUntil ? row.takenUntil.toISOString() : null,
          lead,
        },
      ];
    });
  }
}

/** Neither held back nor waiting for its hours. */
export const WAITS = 'q.hold_until IS NULL OR q.hold_until <= ?::timestamptz';

function scoped(scope: 'free' | 'mine' | 'team' | 'all', looking: Looking): Conditions {
  const { me, teamId, onDuty } = looking;
  const where = new Conditions();
  switch (scope) {
    case 'all':
      return where;
    case 'mine':
      return where.add('q.owner_id = ?::uuid', me);
    case 'team':
      return teamId ? where.add('q.team_id = ?::uuid', teamId) : where.add('false');
    case 'free':
      return where.add(
        `q.owner_id = ?::uuid OR (q.owner_id IS NULL AND (q.team_id IS NULL OR q.team_id = ?::uuid))
          OR (q.owner_id IS NOT NULL AND NOT q.owner_id = ANY (?::uuid[]))`,
        me,
        teamId,
        onDuty,
      );
  }
}
