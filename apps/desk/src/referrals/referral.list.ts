import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  REFERRAL_ON_THE_WAY,
  REFERRAL_STATE_CODES,
  type ReferralBoard,
  ReferralBoardFilter,
  type ReferralRow,
  type ReferralState,
} from '#contract';
import { ReferralQueries } from '#referrals';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import { PersonSearch } from '../people/person-search.js';

export const ReferralFilter = ReferralBoardFilter.extend({
  id: ids.optional(),
  /** Words of the patient's name, a phone number, an e-mail address. */
  q: z.string().trim().max(200).optional(),
  leadId: z.uuid().optional(),
  programId: z.uuid().optional(),
  state: z
    .union([
      z.enum(REFERRAL_STATE_CODES),
      z.array(z.enum(REFERRAL_STATE_CODES)).max(REFERRAL_STATE_CODES.length),
    ])
    .optional(),
});
export type ReferralFilter = z.infer<typeof ReferralFilter>;

const REFERRALS: ListSql = {
  columns: 'r.id',
  from: 'referral r JOIN lead l ON l.id = r.lead_id',
  id: 'r.id',
  about: ['r.lead_id'],
  sorts: {
    updatedAt: 'r.updated_at',
    createdAt: 'r.created_at',
    sentAt: 'r.sent_at',
    arrivalAt: 'r.arrival_at',
    state: 'r.state',
  },
  encrypted: ['patientName'],
  order: ['updatedAt', 'DESC'],
};

/** Columns of the board: what nobody works on any more is kept for a month. */
const CARDS = 25;
const ENDED_SHOWN_DAYS = 30;
const DAY_MS = 86_400_000;

/** Lists referrals, as a list and as a board. */
@Injectable()
export class ReferralList {
  constructor(
    private readonly queries: ReferralQueries,
    private readonly search: PersonSearch,
  ) {}

  async page(
    manager: EntityManager,
    request: ListRequest<ReferralFilter>,
    { me, now }: { me: string; now: Date },
  ): Promise<Page<ReferralRow>> {
    const where = this.#conditions(request.filter, me);
    const page = await selectPage<{ id: string }>(manager, REFERRALS, request, where);
    const found = page.rows.map(({ id }) => id);
    return { rows: await this.queries.rows(manager, found, now), total: page.total };
  }

  /** Every state with how many are in it and the first of them: those whose clock is due first. */
  async board(
    manager: EntityManager,
    filter: ReferralBoardFilter,
    { me, now, hidden }: { me: string; now: Date } & Pick<ListRequest<unknown>, 'hidden'>,
  ): Promise<ReferralBoard> {
    const where = this.#conditions(filter, me).without(hidden, ['r.lead_id']);
    where.add(
      '(r.state = ANY (?::text[]) OR r.updated_at > ?)',
      ['draft', ...REFERRAL_ON_THE_WAY, 'arrived'],
      new Date(now.getTime() - ENDED_SHOWN_DAYS * DAY_MS),
    );
    const rows = await manager.query<{ state: ReferralState; ids: string[]; count: string }[]>(
      `SELECT state, (array_agg(id ORDER BY due NULLS LAST, updated_at DESC, id))[1:${CARDS}] AS ids,
         count(*) AS count
       FROM (SELECT r.id, r.state, r.updated_at, (SELECT min(c.due_at) FROM clock c
             WHERE c.lead_id = r.lead_id AND c.subject_id IN (r.id, r.arrival_promise_id)
               AND c.met_at IS NULL AND c.cancelled_at IS NULL) AS due
           FROM referral r JOIN lead l ON l.id = r.lead_id WHERE ${where.where}
           ORDER BY r.updated_at DESC LIMIT 2000) AS shown
       GROUP BY state`,
      where.values,
    );
    const cards = await this.queries.rows(
      manager,
      rows.flatMap((row) => row.ids),
      now,
    );
    const byState = new Map(rows.map((row) => [row.state, row]));
    return {
      columns: REFERRAL_STATE_CODES.map((state) => ({
        state,
        count: Number(byState.get(state)?.count ?? 0),
        rows: cards.filter((card) => card.state === state),
      })),
    };
  }

  #conditions(filter: ReferralFilter, me: string): Conditions {
    const { state, ownerId, late, question } = filter;
    const where = new Conditions()
      .add('r.id = ANY (?::uuid[])', filter.id)
      .add('r.lead_id = ?::uuid', filter.leadId)
      .add('r.program_id = ?::uuid', filter.programId)
      .add('r.facility_id = ?::uuid', filter.facilityId)
      .add('r.state = ANY (?::text[])', typeof state === 'string' ? [state] : state);
    if (ownerId === 'none') where.add('l.owner_id IS NULL');
    else where.add('l.owner_id = ?::uuid', ownerId === 'me' ? me : ownerId);
    if (late) {
      where.add(`EXISTS (SELECT 1 FROM clock c WHERE c.lead_id = r.lead_id
        AND c.subject_id IN (r.id, r.arrival_promise_id) AND c.met_at IS NULL AND c.cancelled_at IS NULL
        AND c.due_at <= now())`);
    }
    if (question) {
      where.add(`EXISTS (SELECT 1 FROM referral_note n WHERE n.referral_id = r.id AND n.sender = 'facility'
        AND NOT EXISTS (SELECT 1 FROM referral_note a WHERE a.referral_id = r.id
          AND a.sender = 'staff' AND a.at >= n.at))`);
    }
    if (filter.q) {
      const persons = this.search.personsBy(filter.q);
      if (persons) where.add(`l.patient_id IN (${persons.sql})`, ...persons.values);
      else where.add('false');
    }
    return where;
  }
}
