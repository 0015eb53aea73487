import type { EntityManager } from 'typeorm';
import { CALL_DISPOSITIONS, CLOSED_REASONS, DECLINE_REASONS, type ReferralState } from '#contract';
import { newId } from '#platform';

type Row = Record<string, unknown>;

/** Ids the world is made with. */
interface Places {
  sources: string[];
  staff: string[];
  teams: string[];
  payers: string[];
  programs: { id: string; facility_id: string }[];
  numbers: string[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Mornings before and after the clocks go forward and back, and the hour that comes twice. */
const ODD_MOMENTS = [
  '2026-03-08T06:59:00Z',
  '2026-03-08T07:01:00Z',
  '2026-11-01T05:30:00Z',
  '2026-11-01T06:30:00Z',
  '2026-03-01T04:59:59Z',
];
const WAY = [
  'attempted',
  'contacted',
  'qualified',
  'verifying',
  'matched',
  'referred',
  'accepted',
  'scheduled',
  'admitted',
];
const COURSES: ReferralState[][] = [
  ['sent'],
  ['sent', 'declined'],
  ['sent', 'acknowledged', 'accepted'],
  ['sent', 'accepted', 'declined'],
  ['sent', 'accepted', 'scheduled', 'withdrawn'],
  ['sent', 'accepted', 'scheduled', 'no_show'],
  ['sent', 'accepted', 'scheduled', 'arrived', 'turned_away'],
  ['sent', 'accepted', 'scheduled', 'arrived', 'admitted', 'in_care_7'],
  ['sent', 'accepted', 'scheduled', 'arrived', 'admitted', 'in_care_7', 'in_care_30', 'completed'],
  ['sent', 'accepted', 'scheduled', 'arrived', 'admitted', 'left'],
];

/**
 * Writes leads of every kind with all that numbers are made of: undone and skipped stages, calls without a lead, late
 * verdicts, referrals on every course, days on which the clocks change. The same seed makes the same world.
 */
export async function makeReportWorld(
  manager: EntityManager,
  places: Places,
  leads: number,
  seed = 1,
): Promise<string[]> {
  const rows = new Map<string, Row[]>();
  const add = (table: string, row: Row) => {
    rows.set(table, [...(rows.get(table) ?? []), row]);
    return row.id as string;
  };
  const random = randomFrom(seed);
  const made = Array.from({ length: leads }, (_, n) => oneLead(n, places, random, add));
  for (const [table, all] of rows) await insert(manager, table, all);
  return made;
}

type Add = (table: string, row: Row) => string;

function oneLead(n: number, places: Places, random: Random, add: Add): string {
  const start = Date.parse(ODD_MOMENTS[n] ?? '2026-02-20T00:00:00Z');
  const received = n < ODD_MOMENTS.length ? start : start + random.below(110 * DAY);
  const at = (minutes: number) => new Date(received + minutes * MINUTE).toISOString();
  const payment = random.of(['coverage', 'self_pay', 'unknown', null]);
  const closed = random.below(3) === 0;
  const patient = add('person', { id: newId() });
  const lead = add('lead', {
    id: newId(),
    patient_id: patient,
    stage: closed ? 'closed' : 'new',
    urgency: random.of(['P0', 'P1', 'P2', 'P3']),
    urgency_reasons: [],
    urgency_rules_version: 1,
    source_id: random.of(places.sources),
    campaign: random.of(['Spring', 'Winter', null]),
    tracking_number_id: random.of([...places.numbers, null]),
    team_id: random.of([...places.teams, null]),
    owner_id: random.of([...places.staff, null]),
    state: random.of(['NY', 'FL', 'TX', null]),
    language: random.of(['en', 'es']),
    level_requested: random.of(['outpatient', 'otp', null]),
    level_screened: random.of(['otp', null]),
    payment,
    received_at: at(0),
    last_activity_at: at(0),
    closed_at: closed ? at(9000) : null,
    closed_reason: closed ? random.of(CLOSED_REASONS).code : null,
  });
  const stages = WAY.slice(0, random.below(WAY.length + 1)).filter(() => random.below(6) > 0);
  for (const [step, stage] of stages.entries()) {
    add('stage_change', {
      id: newId(),
      lead_id: lead,
      from_stage: 'new',
      to_stage: stage,
      at: at(30 + step),
      undone_at: random.below(8) === 0 ? at(900) : null,
    });
  }
  for (let call = random.below(5); call > 0; call -= 1) aCall(lead, received, places, random, add);
  if (n % 20 === 0) aCall(null, received, places, random, add);
  if (payment === 'coverage') checks(lead, at, places, random, add);
  if (random.below(2) === 0) matchAndRefer(lead, received, places, random, add);
  return lead;
}

function aCall(lead: string | null, received: number, places: Places, random: Random, add: Add) {
  const id = newId();
  const inbound = random.below(2) === 0;
  const begun = received + random.below(180) * MINUTE + random.below(59) * 1000;
  const outcome = random.of(['answered', 'answered', 'missed', 'voicemail', 'abandoned', null]);
  const waited = random.below(60) * 1000;
  add('call', {
    id,
    lead_id: lead,
    provider: random.below(6) === 0 ? 'desk' : 'seed',
    provider_call_id: id,
    direction: inbound ? 'inbound' : 'outbound',
    state: 'answered',
    state_rank: 70,
    outcome,
    voicemail: outcome === 'voicemail',
    tracking_number_id: inbound ? random.of([...places.numbers, null]) : null,
    started_at: new Date(begun).toISOString(),
    answered_at: outcome === 'answered' ? new Date(begun + waited).toISOString() : null,
    talk_seconds: outcome === 'answered' ? random.below(1800) : null,
    disposition: random.of([null, null, random.of(CALL_DISPOSITIONS).code]),
    staff_id: random.of([...places.staff, null]),
  });
}

function checks(lead: string, at: (m: number) => string, places: Places, random: Random, add: Add) {
  const coverage = add('coverage', {
    id: newId(),
    lead_id: lead,
    priority: 1,
    payer_id: random.of([...places.payers, null]),
    plan_type: random.of(['ppo', 'hmo', 'unknown']),
  });
  for (let check = random.below(3); check > 0; check -= 1) {
    // One of a coverage may be open; the first may.
    const open = check === 1 && random.below(3) === 0;
    add('benefit_check', {
      id: newId(),
      lead_id: lead,
      coverage_id: coverage,
      way: 'phone',
      state: open ? 'requested' : 'closed',
      levels_of_care: ['otp'],
      requested_at: at(60 * check),
      due_at: at(200),
      closed_at: open ? null : at(60 * check + random.below(3000)),
      closed_by: open ? null : random.of(places.staff),
      verdict: open ? null : random.of(['viable', 'not_viable', 'needs_more']),
    });
  }
}

function matchAndRefer(lead: string, received: number, places: Places, random: Random, add: Add) {
  const at = (minutes: number) => new Date(received + minutes * MINUTE).toISOString();
  const match = add('match', {
    id: newId(),
    lead_id: lead,
    asked_at: at(100),
    rules_version: 1,
    considered: 3,
    open: 2,
    inputs_enc: 'none',
    answer_enc: 'none',
  });
  const program = random.of(places.programs);
  const pick = add('match_pick', {
    id: newId(),
    match_id: match,
    program_id: program.id,
    rank: 1,
    picked_by: random.of(places.staff),
    picked_at: at(101),
  });
  if (random.below(3) === 0) {
    add('match_override', {
      id: newId(),
      pick_id: pick,
      match_id: match,
      program_id: program.id,
      kind: 'other',
      reason_enc: 'none',
      at: at(101),
    });
  }
  const course = random.of(COURSES);
  const state = course.at(-1) as ReferralState;
  const read = random.below(90);
  const referral = add('referral', {
    id: newId(),
    lead_id: lead,
    program_id: program.id,
    facility_id: program.facility_id,
    match_id: match,
    state,
    decline_reason: state === 'declined' ? random.of(DECLINE_REASONS).code : null,
    sent_at: at(120),
    acknowledged_at: random.below(2) === 0 ? at(120 + read) : null,
    answered_at: course.length > 1 && state !== 'acknowledged' ? at(150 + read) : null,
    arrived_at: course.includes('arrived') ? at(3000) : null,
    admitted_at: course.includes('admitted') ? at(3100) : null,
  });
  for (const [step, to] of course.entries()) {
    add('referral_change', {
      id: newId(),
      referral_id: referral,
      from_state: course[step - 1] ?? 'draft',
      to_state: to,
      wanted_state: to,
      mover: 'staff',
      said_by: 'staff',
      at: to === 'left' ? at(3000 + random.below(20) * 1440) : at(120 + step * 700),
    });
  }
}

/** What is left out takes the default of its column. */
async function insert(manager: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await manager.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

interface Random {
  below(limit: number): number;
  of<T>(from: readonly T[]): T;
}

/** A small generator that a seed repeats (Lehmer, MINSTD). */
function randomFrom(seed: number): Random {
  let state = seed;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  return { below, of: (from) => from[below(from.length)] as (typeof from)[number] };
}
