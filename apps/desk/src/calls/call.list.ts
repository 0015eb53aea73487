import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type CallView, COUNT_CAP, LIVE_DISPOSITIONS, moment } from '#contract';
import { ContactPoints } from '#people';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import type { ListContext } from '../leads/lead.list.js';
import { PersonSearch } from '../people/person-search.js';

export const CallFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  leadId: z.uuid().optional(),
  /** Twilio's id of the call. */
  callSid: z.string().max(64).optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  outcome: z.enum(['answered', 'missed', 'voicemail', 'abandoned']).optional(),
  /** Inbound, and no human answered within 30 seconds. */
  missed: z.boolean().optional(),
  /** A live conversation with the lead within 15 minutes after the call. */
  recovered: z.boolean().optional(),
  startedFrom: moment.optional(),
  /** Not included. */
  startedTo: moment.optional(),
  trackingNumberId: z.uuid().optional(),
  staffId: z.union([z.uuid(), z.literal('me')]).optional(),
});
export type CallFilter = z.infer<typeof CallFilter>;

/** Missed as docs/architecture.md counts it: "inbound calls with no human within 30 s, or abandoned, or voicemail". */
const MISSED = `c.direction = 'inbound' AND (COALESCE(c.outcome, '') IN ('missed', 'abandoned', 'voicemail')
  OR c.voicemail OR COALESCE(c.answered_at - c.started_at > interval '30 seconds', false))`;

const RECOVERED = `EXISTS (SELECT 1 FROM call r WHERE r.lead_id = c.lead_id AND r.id <> c.id
  AND r.started_at > c.started_at AND r.started_at <= c.started_at + interval '15 minutes'
  AND (r.disposition = ANY (?::text[]) OR (r.disposition IS NULL AND r.outcome = 'answered')))`;

const CALLS: ListSql = {
  columns: `c.id, c.version, c.lead_id, c.provider, c.provider_call_id, c.contact_point_id, c.direction, c.state, c.outcome, c.tracking_number_id,
    c.started_at, c.answered_at, c.ended_at, c.duration_seconds, c.talk_seconds, c.voicemail,
    c.recording_enc IS NOT NULL AS has_recording, c.disposition, c.staff_id, p.id AS point_id, p.value_enc`,
  from: 'call c LEFT JOIN contact_point p ON p.id = c.contact_point_id',
  countFrom: 'call c',
  id: 'c.id',
  about: ['c.lead_id'],
  sorts: {
    startedAt: 'c.started_at',
    direction: 'c.direction',
    outcome: 'c.outcome',
    durationSeconds: 'c.duration_seconds',
    talkSeconds: 'c.talk_seconds',
    disposition: 'c.disposition',
  },
  encrypted: ['phone'],
  order: ['startedAt', 'DESC'],
};

interface Row {
  id: string;
  version: number;
  lead_id: string | null;
  provider: string;
  provider_call_id: string;
  contact_point_id: string | null;
  direction: string;
  state: string;
  outcome: string | null;
  tracking_number_id: string | null;
  started_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  duration_seconds: number | null;
  talk_seconds: number | null;
  voicemail: boolean;
  has_recording: boolean;
  disposition: string | null;
  staff_id: string | null;
  point_id: string | null;
  value_enc: string | null;
}

/** Lists calls, latest first. */
@Injectable()
export class CallList {
  constructor(
    private readonly points: ContactPoints,
    private readonly search: PersonSearch,
  ) {}

  async page(
    manager: EntityManager,
    request: ListRequest<CallFilter>,
    me: string,
  ): Promise<Page<CallView>> {
    const where = this.conditions(request.filter, me);
    const page = await selectPage<Row>(manager, CALLS, request, where);
    return { rows: page.rows.map((row) => this.view(row)), total: page.total };
  }

  async count(
    manager: EntityManager,
    filter: CallFilter,
    { me, hidden }: Omit<ListContext, 'now'>,
  ): Promise<number> {
    const { where, values } = this.conditions(filter, me).without(hidden, ['c.lead_id']);
    const [row] = await manager.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM (SELECT 1 FROM call c WHERE ${where} LIMIT ${COUNT_CAP}) AS counted`,
      values,
    );
    return Number(row?.total ?? 0);
  }

  private conditions(filter: CallFilter, me: string): Conditions {
    const where = new Conditions()
      .add('c.id = ANY (?::uuid[])', filter.id)
      .add('c.lead_id = ?::uuid', filter.leadId)
      .add("c.provider = 'twilio' AND c.provider_call_id = ?", filter.callSid)
      .add('c.direction = ?', filter.direction)
      .add('c.outcome = ?', filter.outcome)
      .add('c.started_at >= ?::timestamptz', filter.startedFrom)
      .add('c.started_at < ?::timestamptz', filter.startedTo)
      .add('c.tracking_number_id = ?::uuid', filter.trackingNumberId)
      .add('c.staff_id = ?::uuid', filter.staffId === 'me' ? me : filter.staffId);
    if (filter.missed !== undefined) where.add(filter.missed ? MISSED : `NOT (${MISSED})`);
    if (filter.recovered !== undefined) {
      where.add(filter.recovered ? RECOVERED : `NOT (${RECOVERED})`, LIVE_DISPOSITIONS);
    }
    if (filter.q) {
      const persons = this.search.personsBy(filter.q);
      if (persons) {
        where.add(
          `c.contact_point_id IN (SELECT pc.contact_point_id FROM person_contact pc
            WHERE pc.person_id IN (${persons.sql}))`,
          ...persons.values,
        );
      } else where.add('false');
    }
    return where;
  }

  private view(row: Row): CallView {
    return {
      id: row.id,
      version: row.version,
      callSid: row.provider === 'twilio' ? row.provider_call_id : null,
      contactPointId: row.contact_point_id,
      leadId: row.lead_id,
      provider: row.provider,
      direction: row.direction,
      state: row.state,
      outcome: row.outcome,
      phone:
        row.point_id === null || row.value_enc === null
          ? null
          : this.points.valueOf({ id: row.point_id, value_enc: row.value_enc }),
      trackingNumberId: row.tracking_number_id,
      startedAt: row.started_at.toISOString(),
      answeredAt: row.answered_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      durationSeconds: row.duration_seconds,
      talkSeconds: row.talk_seconds,
      voicemail: row.voicemail,
      hasRecording: row.has_recording,
      disposition: row.disposition,
      staffId: row.staff_id,
    };
  }
}
