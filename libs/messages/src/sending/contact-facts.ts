import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type ContactChannel,
  type ContactFacts,
  type LedgerRow,
  type Place,
  placeOf,
} from '#consent';
import { LIVE_DISPOSITIONS } from '#contract';
import { groupBy, together } from '#platform';

/** Whom, where and about what. */
export interface ContactSubject {
  leadId: string | null;
  personId: string;
  contactPointId: string;
  /** The number, for a call or text; null for an e-mail. */
  phone: string | null;
  channel: ContactChannel;
  /** Planned by a cadence rather than written by a colleague. */
  planned: boolean;
}

interface Row {
  zip: string | null;
  state: string | null;
  is_patient: boolean;
  conversation_at: Date | null;
  promised_at: Date | null;
  inbound_at: Date | null;
  safe_to_text: boolean | null;
  follow_up_since: Date | null;
  attempts: Date[];
  returned_at: Date | null;
}

/** Reads, fresh, everything that decides whether one contact may go out now. */
@Injectable()
export class ContactFactsQueries {
  async of(
    manager: EntityManager,
    subject: ContactSubject,
    unprocessedInbound: boolean,
    now: Date,
  ): Promise<ContactFacts> {
    const row = await together(manager, 'contact facts', subject, (subjects) =>
      rowsOf(manager, subjects, now),
    );
    const ledger = await together(manager, 'ledger', subject.personId, (ids) =>
      ledgersOf(manager, ids),
    );
    return {
      channel: subject.channel,
      contactPointId: subject.contactPointId,
      ledger,
      place: whereMayBe(row, subject.phone),
      conversationAt: row?.conversation_at ?? null,
      promisedAt: row?.promised_at ?? null,
      inboundAt: row?.inbound_at ?? null,
      attempts: row?.attempts ?? [],
      unprocessedInbound,
      returnedAt: subject.channel === 'email' ? (row?.returned_at ?? null) : null,
      safeToText: row?.safe_to_text ?? null,
      followUpSince: subject.planned ? (row?.follow_up_since ?? null) : null,
    };
  }
}

/**
 * The lead's ZIP and state are the patient's, as far as anybody knows. Somebody else on the lead may be there or where their number
 * is: the hours of both have to be open, and the rules of both hold.
 */
function whereMayBe(row: Row | undefined, phone: string | null): Place {
  const zip = row?.zip ?? null;
  const state = row?.state ?? null;
  if (row?.is_patient || (!zip && !state)) return placeOf({ zip, state, phone });
  const [home, number] = [placeOf({ zip, state }), placeOf({ phone })];
  return {
    zones: unique([...home.zones, ...number.zones]),
    states: unique([...home.states, ...number.states]),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** What each of them, and everybody who turned out to be them, permitted and took back. */
async function ledgersOf(
  manager: EntityManager,
  personIds: readonly string[],
): Promise<LedgerRow[][]> {
  const rows = await manager.query<(LedgerRow & { asWhom: string })[]>(
    `SELECT same.as_whom AS "asWhom", c.scope, c.decision, c.at, c.origin,
       c.contact_point_id AS "contactPointId"
     FROM (SELECT id, id AS as_whom FROM person WHERE id = ANY($1::uuid[]) UNION ALL
       SELECT id, merged_into_id FROM person WHERE merged_into_id = ANY($1::uuid[])) AS same
     JOIN consent c ON c.person_id = same.id ORDER BY c.at, c.id`,
    [[...new Set(personIds)]],
  );
  const ledgers = groupBy(rows, ({ asWhom }) => asWhom);
  return personIds.map((id) => (ledgers.get(id) ?? []).map(ledgerRow));
}

function ledgerRow({ scope, decision, at, origin, contactPointId }: LedgerRow): LedgerRow {
  return { scope, decision, at, origin, contactPointId };
}

async function rowsOf(
  manager: EntityManager,
  subjects: readonly ContactSubject[],
  now: Date,
): Promise<Row[]> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  return manager.query<Row[]>(
    `SELECT l.zip, l.state, coalesce(l.patient_id = s.person_id, false) AS is_patient,
       (SELECT max(coalesce(c.answered_at, c.started_at)) FROM call c WHERE c.lead_id = l.id
          AND (c.outcome = 'answered' OR c.disposition = ANY($5))) AS conversation_at,
       (SELECT t.promised_at FROM task t WHERE t.lead_id = l.id AND t.promised_at IS NOT NULL
          AND t.done_at IS NULL AND t.dropped_at IS NULL
          ORDER BY abs(extract(epoch FROM t.promised_at - $4::timestamptz)) LIMIT 1) AS promised_at,
       GREATEST(
         (SELECT max(m.received_at) FROM message m WHERE m.contact_point_id = s.contact_point_id AND m.direction = 'in'
            AND (m.sender_proven IS NOT FALSE OR m.sender_confirmed_at IS NOT NULL)),
         (SELECT max(c.started_at) FROM call c WHERE c.contact_point_id = s.contact_point_id AND c.voicemail
            AND c.direction = 'inbound')) AS inbound_at,
       (SELECT bool_and(pc.safe_to_text) FROM person_contact pc
          WHERE pc.contact_point_id = s.contact_point_id AND pc.safe_to_text IS NOT NULL) AS safe_to_text,
       coalesce((SELECT min(e.started_at) FROM enrolment e WHERE e.lead_id = l.id AND e.ended_at IS NULL),
         l.received_at) AS follow_up_since,
       ARRAY(
         SELECT c.started_at FROM call c WHERE (c.lead_id = l.id OR c.contact_point_id = s.contact_point_id)
           AND c.direction = 'outbound' AND c.started_at > $6
         UNION ALL
         SELECT m.sending_at FROM message m WHERE (m.lead_id = l.id OR m.contact_point_id = s.contact_point_id)
           AND m.direction = 'out' AND m.channel = 'sms' AND m.purpose = 'conversation'
           AND m.sending_at > $6) AS attempts,
       (SELECT max(m.sending_at) FROM message m WHERE m.contact_point_id = s.contact_point_id AND m.direction = 'out'
          AND m.channel = 'email' AND m.state = 'failed' AND m.error_code ~ '^mail_5[.](1[.]|2[.]1$)') AS returned_at
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) WITH ORDINALITY
       AS s(lead_id, person_id, contact_point_id, place)
     LEFT JOIN lead l ON l.id = s.lead_id ORDER BY s.place`,
    [
      subjects.map(({ leadId }) => leadId),
      subjects.map(({ personId }) => personId),
      subjects.map(({ contactPointId }) => contactPointId),
      now,
      LIVE_DISPOSITIONS,
      dayAgo,
    ],
  );
}
