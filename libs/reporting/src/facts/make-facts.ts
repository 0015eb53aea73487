import {
  LIVE_DISPOSITIONS,
  type ReferralState,
  UNCOUNTED_REASONS,
  UNINSURED_PLAN_TYPES,
} from '#contract';
import { groupBy } from '#platform';
import type { BusinessSeconds } from './business-seconds.js';
import type {
  CallFact,
  CheckFact,
  FactRow,
  FactRows,
  LeadFact,
  PickFact,
  ReferralFact,
  SliceColumns,
  StayFact,
} from './fact-rows.js';
import type {
  CallRecord,
  CheckRecord,
  LeadRecord,
  PickRecord,
  Records,
  ReferralRecord,
} from './records.js';
import { referralCourse } from './referral-course.js';
import { type Step, STEPS, stepBits } from './steps.js';

const UNCOUNTED = new Set(UNCOUNTED_REASONS);
const LIVE = new Set<string>(LIVE_DISPOSITIONS);
const UNINSURED = new Set<string>(UNINSURED_PLAN_TYPES);
const STEP_NAMES = new Set<string>(STEPS);
/** A call that was typed in by hand; every other one telephony knows of. */
const TYPED = 'desk';
const HUMAN_WITHIN_MS = 30_000;
const RECOVERED_WITHIN_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** What was reached when there was a date. */
const UP_TO_THE_DATE: readonly Step[] = ['referred', 'accepted', 'scheduled'];

/** Facts by population. */
export type Facts = { [P in keyof FactRows]: FactRows[P][] };

/**
 * The one piece that makes facts of records: what follows each change and what builds everything anew both use it, so
 * that they cannot differ. The same records give the same facts, whenever and in whatever order.
 */
export function makeFacts(records: Records, business: BusinessSeconds): Facts {
  const facts: Facts = { lead: [], call: [], check: [], referral: [], stay: [], pick: [] };
  const calls = groupBy(records.calls, (call) => call.lead_id);
  const checks = groupBy(records.checks, (check) => check.lead_id);
  const referrals = groupBy(records.referrals, (referral) => referral.lead_id);
  const picks = groupBy(records.picks, (pick) => pick.lead_id);
  for (const lead of records.leads) {
    const its: LeadWith = {
      lead,
      calls: inOrder(calls.get(lead.id) ?? []),
      checks: checks.get(lead.id) ?? [],
      referrals: referrals.get(lead.id) ?? [],
    };
    const fact = leadFact(its, business);
    facts.lead.push(fact);
    facts.call.push(...its.calls.map((call) => callFact(call, its.calls, fact)));
    facts.check.push(...its.checks.map((check) => checkFact(check, fact, business)));
    facts.referral.push(...its.referrals.map((sent) => referralFact(sent, fact, business)));
    facts.stay.push(...its.referrals.flatMap((sent) => stayFact(sent, fact) ?? []));
    facts.pick.push(...(picks.get(lead.id) ?? []).map((pick) => pickFact(pick, fact)));
  }
  facts.call.push(...(calls.get(null) ?? []).map((call) => callFact(call, [], null)));
  return facts;
}

interface LeadWith {
  lead: LeadRecord;
  calls: readonly CallRecord[];
  checks: readonly CheckRecord[];
  referrals: readonly ReferralRecord[];
}

function leadFact(
  { lead, calls, checks, referrals }: LeadWith,
  business: BusinessSeconds,
): LeadFact {
  const talks = calls.filter(isConversation);
  const attempt = calls.find(isAttempt)?.started_at ?? null;
  const contact = talks[0] ? talkedAt(talks[0]) : lead.first_contact_at;
  const arrivals = referrals.flatMap((sent) => arrivalOf(sent) ?? []);
  const arrival = earliest(arrivals);
  const counted = lead.closed_reason === null || !UNCOUNTED.has(lead.closed_reason);
  const since = lead.received_at;
  const response = earliest([attempt, contact].filter((at) => at !== null));
  return {
    id: lead.id,
    lead_id: lead.id,
    day: lead.day,
    hour_of_week: lead.hour_of_week,
    counted,
    source_id: lead.source_id,
    campaign: lead.campaign,
    last_source_id: lead.last_source_id,
    last_campaign: lead.last_campaign,
    tracking_number_id: lead.tracking_number_id,
    agent_id: talks.find((call) => call.staff_id !== null)?.staff_id ?? null,
    team_id: lead.team_id,
    payer_id: lead.payer_id,
    plan_type: lead.plan_type ?? uninsured(lead.payment),
    level_of_care: lead.level_of_care,
    state: lead.state,
    language: lead.language,
    urgency: lead.urgency,
    lost_reason: counted ? lead.closed_reason : null,
    left_out_reason: counted ? null : lead.closed_reason,
    ...stepBits(
      stepsOf(lead, checks, referrals, arrival !== null),
      uninsured(lead.payment) !== null,
    ),
    attempt_seconds: wall(since, attempt),
    attempt_business_seconds: working(since, attempt, business),
    contact_seconds: wall(since, contact),
    contact_business_seconds: working(since, contact, business),
    response_business_seconds: working(since, response, business),
    arrival_seconds: wall(since, arrival),
    arrival_business_seconds: working(since, arrival, business),
    match_asked: lead.match_asked,
    place_found: referrals.some((sent) => referralCourse(sent.course, sent.state).accepted),
  };
}

/** Its stages, the viable benefit, the arrival, which an admission implies, and a date that nobody came on. */
function stepsOf(
  lead: LeadRecord,
  checks: readonly CheckRecord[],
  referrals: readonly ReferralRecord[],
  arrived: boolean,
): ReadonlySet<Step> {
  const steps = new Set<Step>(
    lead.stages.filter((stage): stage is Step & typeof stage => STEP_NAMES.has(stage)),
  );
  if (steps.has('verifying') && hasViableBenefit(checks)) steps.add('viable');
  if (arrived || steps.has('admitted')) steps.add('arrived');
  // The lead went back to be matched again, and the show rate counts the date all the same.
  if (referrals.some((sent) => referralCourse(sent.course, sent.state).missedDate)) {
    for (const step of UP_TO_THE_DATE) steps.add(step);
  }
  return steps;
}

/** Of a coverage the check that was closed last counts. */
function hasViableBenefit(checks: readonly CheckRecord[]): boolean {
  const latest = new Map<string, CheckRecord>();
  for (const check of checks) {
    if (!check.closed_at) continue;
    const before = latest.get(check.coverage_id);
    if (!before || isLater(check, before)) latest.set(check.coverage_id, check);
  }
  return [...latest.values()].some(({ verdict }) => verdict === 'viable');
}

function isLater(check: CheckRecord, before: CheckRecord): boolean {
  const [one, other] = [check.closed_at?.getTime() ?? 0, before.closed_at?.getTime() ?? 0];
  return one === other ? check.id > before.id : one > other;
}

function callFact(
  call: CallRecord,
  ofLead: readonly CallRecord[],
  lead: LeadFact | null,
): CallFact {
  const missed = isMissed(call);
  return {
    ...slicesOf(lead),
    ...placeOf(call, call.lead_id, lead),
    tracking_number_id: call.tracking_number_id ?? lead?.tracking_number_id ?? null,
    agent_id: call.staff_id,
    inbound: call.direction === 'inbound',
    attempt: isAttempt(call),
    missed,
    abandoned: call.direction === 'inbound' && call.outcome === 'abandoned',
    recovered: missed && ofLead.some((other) => recovers(other, call)),
    conversation: isConversation(call),
    talk_seconds: call.provider === TYPED ? 0 : (call.talk_seconds ?? 0),
    outcome: call.outcome,
  };
}

function checkFact(check: CheckRecord, lead: LeadFact, business: BusinessSeconds): CheckFact {
  const { requested_at: asked, closed_at: closed } = check;
  return {
    ...slicesOf(lead),
    ...placeOf(check, lead.id, lead),
    agent_id: check.closed_by ?? check.taken_by,
    closed: closed !== null,
    viable: closed !== null && check.verdict === 'viable',
    turnaround_seconds: wall(asked, closed),
    turnaround_business_seconds: working(asked, closed, business),
    outcome: check.verdict ?? check.state,
  };
}

function referralFact(
  sent: ReferralRecord,
  lead: LeadFact,
  business: BusinessSeconds,
): ReferralFact {
  // Who answers has read it.
  const read = earliest([sent.acknowledged_at, sent.answered_at].filter((at) => at !== null));
  const course = referralCourse(sent.course, sent.state);
  const arrived = sent.arrived_at !== null;
  return {
    ...slicesOf(lead),
    ...placeOf(sent, lead.id, lead),
    facility_id: sent.facility_id,
    acknowledged: read !== null,
    acknowledged_seconds: wall(sent.sent_at, read),
    acknowledged_business_seconds: working(sent.sent_at, read, business),
    accepted: course.accepted,
    declined: sent.state === 'declined',
    decline_reason: sent.state === 'declined' ? sent.decline_reason : null,
    scheduled: course.scheduled || arrived,
    arrived,
    admitted: course.admitted,
    outcome: sent.state,
  };
}

function stayFact(sent: ReferralRecord, lead: LeadFact): StayFact | null {
  const arrival = arrivalOf(sent);
  if (!arrival || sent.arrival_day === null || sent.arrival_hour_of_week === null) return null;
  const at = (day: number, states: readonly ReferralState[]) => {
    const stayed =
      sent.left_at !== null && sent.left_at.getTime() - arrival.getTime() >= day * DAY_MS;
    const retained = stayed || sent.course.some((state) => states.includes(state));
    return { retained, open: !retained && sent.left_at === null };
  };
  const week = at(7, ['in_care_7', 'in_care_30', 'completed', 'stepped_down']);
  const month = at(30, ['in_care_30', 'completed', 'stepped_down']);
  return {
    ...slicesOf(lead),
    ...placeOf(
      { ...sent, day: sent.arrival_day, hour_of_week: sent.arrival_hour_of_week },
      lead.id,
      lead,
    ),
    facility_id: sent.facility_id,
    retained_7: week.retained,
    retained_30: month.retained,
    open_7: week.open,
    open_30: month.open,
    outcome: sent.state,
  };
}

function pickFact(pick: PickRecord, lead: LeadFact): PickFact {
  return {
    ...slicesOf(lead),
    ...placeOf(pick, lead.id, lead),
    agent_id: pick.picked_by,
    facility_id: pick.facility_id,
    overridden: pick.overridden,
  };
}

/** When the patient came and was let in; null: they did not, or not yet. */
function arrivalOf({ arrived_at: at, state }: ReferralRecord): Date | null {
  return state === 'turned_away' || state === 'declined' || state === 'withdrawn' ? null : at;
}

function isAttempt(call: CallRecord): boolean {
  return call.direction === 'outbound' && call.provider !== TYPED;
}

/** A human of ours spoke with a person: said by who had it, else by telephony. */
function isConversation({ disposition, outcome }: CallRecord): boolean {
  return disposition === null ? outcome === 'answered' : LIVE.has(disposition);
}

/** No human within 30 s, or abandoned, or voicemail. */
function isMissed(call: CallRecord): boolean {
  if (call.direction !== 'inbound') return false;
  if (call.voicemail || ['missed', 'abandoned', 'voicemail'].includes(call.outcome ?? ''))
    return true;
  const waited = call.answered_at ? call.answered_at.getTime() - call.started_at.getTime() : 0;
  return waited > HUMAN_WITHIN_MS;
}

function recovers(other: CallRecord, missed: CallRecord): boolean {
  const after = other.started_at.getTime() - missed.started_at.getTime();
  return (
    other.id !== missed.id && after > 0 && after <= RECOVERED_WITHIN_MS && isConversation(other)
  );
}

function talkedAt(call: CallRecord): Date {
  return call.answered_at ?? call.started_at;
}

function inOrder(calls: readonly CallRecord[]): CallRecord[] {
  return calls.toSorted(
    (one, other) =>
      one.started_at.getTime() - other.started_at.getTime() || (one.id < other.id ? -1 : 1),
  );
}

function earliest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>(
    (first, at) => (first === null || at < first ? at : first),
    null,
  );
}

/** Ways to pay without insurance, as plan types; null: another one, or nobody asked. */
function uninsured(payment: string | null): string | null {
  return payment !== null && UNINSURED.has(payment) ? payment : null;
}

function wall(from: Date, to: Date | null): number | null {
  return to === null ? null : Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
}

function working(from: Date, to: Date | null, business: BusinessSeconds): number | null {
  return to === null ? null : business(from, to);
}

function placeOf(
  { id, day, hour_of_week }: Pick<FactRow, 'id' | 'day' | 'hour_of_week'>,
  leadId: string | null,
  lead: LeadFact | null,
): Pick<FactRow, 'id' | 'lead_id' | 'day' | 'hour_of_week' | 'counted'> {
  return { id, lead_id: leadId, day, hour_of_week, counted: lead?.counted ?? true };
}

/** What its records are looked at by is what the lead is looked at by. */
function slicesOf(lead: LeadFact | null): SliceColumns {
  return {
    source_id: lead?.source_id ?? null,
    campaign: lead?.campaign ?? null,
    last_source_id: lead?.last_source_id ?? null,
    last_campaign: lead?.last_campaign ?? null,
    tracking_number_id: lead?.tracking_number_id ?? null,
    agent_id: lead?.agent_id ?? null,
    team_id: lead?.team_id ?? null,
    payer_id: lead?.payer_id ?? null,
    plan_type: lead?.plan_type ?? null,
    level_of_care: lead?.level_of_care ?? null,
    state: lead?.state ?? null,
    language: lead?.language ?? null,
    urgency: lead?.urgency ?? null,
  };
}
