import type { EntityManager } from 'typeorm';
import type {
  CallRecord,
  CheckRecord,
  LeadRecord,
  PickRecord,
  Records,
  ReferralRecord,
} from './records.js';

/** Day and hour of the week of a moment, where this organisation is ($2). */
const placed = (column: string, prefix = '') => `
  to_char(${column} AT TIME ZONE $2, 'YYYY-MM-DD') AS ${prefix}day,
  ((extract(isodow FROM ${column} AT TIME ZONE $2) - 1) * 24
    + extract(hour FROM ${column} AT TIME ZONE $2))::int AS ${prefix}hour_of_week`;

const LEADS = `
SELECT l.id, l.received_at, ${placed('l.received_at')}, l.closed_reason, l.first_contact_at, l.source_id, l.campaign,
  COALESCE(l.last_source_id, l.source_id) AS last_source_id,
  CASE WHEN l.last_source_id IS NULL THEN l.campaign ELSE l.last_campaign END AS last_campaign,
  l.tracking_number_id, l.team_id, l.state, l.language, l.urgency, l.payment,
  COALESCE(l.level_assessed, l.level_screened, l.level_requested) AS level_of_care, c.payer_id, c.plan_type,
  ARRAY(SELECT DISTINCT s.to_stage FROM stage_change s WHERE s.lead_id = l.id AND s.undone_at IS NULL) AS stages,
  EXISTS (SELECT 1 FROM match m WHERE m.lead_id = l.id) AS match_asked
FROM lead l
LEFT JOIN LATERAL (SELECT payer_id, plan_type FROM coverage WHERE lead_id = l.id ORDER BY priority, id LIMIT 1) c ON true
WHERE l.id = ANY ($1::uuid[])`;

const CALL = `
SELECT c.id, c.lead_id, c.provider, c.direction, c.outcome, c.voicemail, c.started_at, c.answered_at, c.talk_seconds,
  c.disposition, c.staff_id, c.tracking_number_id, ${placed('c.started_at')}
FROM call c`;
const CALLS = `${CALL} WHERE c.lead_id = ANY ($1::uuid[])`;
const CALLS_ALONE = `${CALL} WHERE c.id = ANY ($1::uuid[]) AND c.lead_id IS NULL`;

const CHECKS = `
SELECT b.id, b.lead_id, b.coverage_id, b.state, b.requested_at, b.closed_at, b.verdict, b.closed_by, b.taken_by,
  ${placed('b.requested_at')}
FROM benefit_check b WHERE b.lead_id = ANY ($1::uuid[])`;

const REFERRALS = `
SELECT r.id, r.lead_id, r.facility_id, r.state, r.decline_reason, r.sent_at, r.acknowledged_at, r.answered_at,
  r.arrived_at, ${placed('r.sent_at')}, ${placed('r.arrived_at', 'arrival_')},
  ARRAY(SELECT c.to_state FROM referral_change c WHERE c.referral_id = r.id ORDER BY c.at, c.id) AS course,
  (SELECT min(c.at) FROM referral_change c WHERE c.referral_id = r.id AND c.to_state = 'left') AS left_at
FROM referral r WHERE r.lead_id = ANY ($1::uuid[]) AND r.sent_at IS NOT NULL`;

const PICKS = `
SELECT p.id, m.lead_id, g.facility_id, p.picked_by, ${placed('p.picked_at')},
  EXISTS (SELECT 1 FROM match_override o WHERE o.pick_id = p.id) AS overridden
FROM match m JOIN match_pick p ON p.match_id = m.id JOIN program g ON g.id = p.program_id
WHERE m.lead_id = ANY ($1::uuid[])`;

/** Reads what the facts of these leads, and of these calls that have none, are made of. */
export async function readRecords(
  manager: EntityManager,
  timeZone: string,
  leadIds: readonly string[],
  callIds: readonly string[],
): Promise<Records> {
  const ask = <Row>(sql: string, ids: readonly string[] = leadIds): Promise<Row[]> =>
    ids.length === 0 ? Promise.resolve([]) : manager.query<Row[]>(sql, [ids, timeZone]);
  return {
    leads: await ask<LeadRecord>(LEADS),
    calls: [...(await ask<CallRecord>(CALLS)), ...(await ask<CallRecord>(CALLS_ALONE, callIds))],
    checks: await ask<CheckRecord>(CHECKS),
    referrals: await ask<ReferralRecord>(REFERRALS),
    picks: await ask<PickRecord>(PICKS),
  };
}
