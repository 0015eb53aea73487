import { groupBy } from '#platform';
import type { FactRecords } from '#reporting';
import type { Centre } from './centre.js';
import type { LocalTime } from './local-time.js';
import type { Cell, Records, Row } from './tables.js';

/**
 * What the facts of some histories are made of, from the rows that were told: what `readRecords` of #reporting reads of
 * them once they are in the database, without reading. A test holds the facts of both to be the same.
 */
export function factRecordsOf(
  records: Records,
  { programs }: Centre,
  time: LocalTime,
): FactRecords {
  const coverages = groupBy(records.coverage ?? [], (row) => row.lead_id);
  const stages = groupBy(records.stage_change ?? [], (row) => row.lead_id);
  const matches = new Map((records.match ?? []).map((row) => [row.id, row]));
  const asked = new Set((records.match ?? []).map((row) => row.lead_id));
  const courses = groupBy(records.referral_change ?? [], (row) => row.referral_id);
  const facilities = new Map(programs.map(({ facts }) => [facts.id, facts.facilityId]));
  const overridden = new Set((records.match_override ?? []).map((row) => row.pick_id));
  return {
    leads: (records.lead ?? []).map((row) => {
      const [coverage] = (coverages.get(row.id ?? null) ?? []).toSorted(
        (one, other) => Number(one.priority) - Number(other.priority) || byId(one, other),
      );
      const standing = (stages.get(row.id ?? null) ?? []).filter((one) => !one.undone_at);
      const cameTwice = text(row.last_source_id) !== null;
      return {
        id: String(row.id),
        received_at: moment(row.received_at),
        ...placed(time, moment(row.received_at)),
        closed_reason: text(row.closed_reason),
        first_contact_at: momentOrNone(row.first_contact_at),
        source_id: text(row.source_id),
        campaign: text(row.campaign),
        last_source_id: text(cameTwice ? row.last_source_id : row.source_id),
        last_campaign: text(cameTwice ? row.last_campaign : row.campaign),
        tracking_number_id: text(row.tracking_number_id),
        team_id: text(row.team_id),
        state: text(row.state),
        language: text(row.language),
        urgency: text(row.urgency),
        level_of_care: text(row.level_requested),
        payment: text(row.payment),
        payer_id: text(coverage?.payer_id),
        plan_type: text(coverage?.plan_type),
        stages: standing.map((one) => String(one.to_stage) as LeadStage),
        match_asked: asked.has(row.id ?? null),
      };
    }),
    calls: (records.call ?? []).map((row) => ({
      id: String(row.id),
      lead_id: text(row.lead_id),
      provider: String(row.provider),
      direction: row.direction === 'inbound' ? 'inbound' : 'outbound',
      outcome: text(row.outcome),
      voicemail: row.voicemail === true,
      started_at: moment(row.started_at),
      answered_at: momentOrNone(row.answered_at),
      talk_seconds: typeof row.talk_seconds === 'number' ? row.talk_seconds : null,
      disposition: text(row.disposition),
      staff_id: text(row.staff_id),
      tracking_number_id: text(row.tracking_number_id),
      ...placed(time, moment(row.started_at)),
    })),
    checks: (records.benefit_check ?? []).map((row) => ({
      id: String(row.id),
      lead_id: String(row.lead_id),
      coverage_id: String(row.coverage_id),
      state: String(row.state) as Check['state'],
      requested_at: moment(row.requested_at),
      closed_at: momentOrNone(row.closed_at),
      verdict: text(row.verdict) as Check['verdict'],
      closed_by: text(row.closed_by),
      taken_by: text(row.taken_by),
      ...placed(time, moment(row.requested_at)),
    })),
    referrals: (records.referral ?? []).flatMap((row) => {
      const sent = momentOrNone(row.sent_at);
      if (!sent) return [];
      const course = (courses.get(row.id ?? null) ?? []).toSorted(
        (one, other) => moment(one.at).getTime() - moment(other.at).getTime() || byId(one, other),
      );
      const arrived = momentOrNone(row.arrived_at);
      const arrival = arrived && placed(time, arrived);
      return {
        id: String(row.id),
        lead_id: String(row.lead_id),
        facility_id: String(row.facility_id),
        state: String(row.state) as Referral['state'],
        decline_reason: text(row.decline_reason) as Referral['decline_reason'],
        sent_at: sent,
        acknowledged_at: momentOrNone(row.acknowledged_at),
        answered_at: momentOrNone(row.answered_at),
        arrived_at: arrived,
        ...placed(time, sent),
        arrival_day: arrival?.day ?? null,
        arrival_hour_of_week: arrival?.hour_of_week ?? null,
        course: course.map((one) => String(one.to_state) as Referral['state']),
        left_at: momentOrNone(course.find((one) => one.to_state === 'left')?.at),
      };
    }),
    picks: (records.match_pick ?? []).map((row) => ({
      id: String(row.id),
      lead_id: String(matches.get(row.match_id ?? null)?.lead_id),
      facility_id: facilities.get(String(row.program_id)) ?? '',
      picked_by: text(row.picked_by),
      overridden: overridden.has(row.id ?? null),
      ...placed(time, moment(row.picked_at)),
    })),
  };
}

type Check = FactRecords['checks'][number];
type Referral = FactRecords['referrals'][number];
type LeadStage = FactRecords['leads'][number]['stages'][number];

/** The day and the hour of the week, Monday first, where the centre is. */
function placed(time: LocalTime, at: Date): { day: string; hour_of_week: number } {
  const moment = at.getTime();
  const weekday = (time.weekday(moment) + 6) % 7;
  return { day: time.day(moment), hour_of_week: weekday * 24 + time.hour(moment) };
}

function text(cell: Cell | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

function momentOrNone(cell: Cell | undefined): Date | null {
  return cell instanceof Date ? cell : null;
}

function moment(cell: Cell | undefined): Date {
  if (cell instanceof Date) return cell;
  throw new Error('A time was expected.');
}

function byId(one: Row, other: Row): number {
  return String(one.id) < String(other.id) ? -1 : 1;
}
