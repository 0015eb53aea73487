import { type BenefitTerms, type PlanSummary, ourLanguage } from '#contract';
import { PAYER_CONSENT_WORDING, UNINSURED_PLAN_TYPES } from '#contract';
import { validUntil, verdictOf } from '#insurance';
import { addBusinessMinutes } from '#leads';
import { promisedAt } from './calls.js';
import type { Actor } from './lead-pen.js';
import { hashOf } from './opening.js';
import { lose, offerLowCost } from './losing.js';
import { owner } from './reaching.js';
import { addRow } from './tables.js';
import { HOUR, MINUTE, type Telling } from './year.js';

/**
 * Whether the insurance pays is asked for, where there is one. Gives when the lead can be matched; null: it is over for
 * this person, or the year is.
 */
export function checkBenefits(t: Telling, at: number): number | null {
  const { random, who, until, lead } = t;
  const coverageId = t.records.coverage?.find(({ lead_id }) => lead_id === lead.id)?.id;
  const needsNone = !who.payer || UNINSURED_PLAN_TYPES.some((type) => type === who.payer?.planType);
  if (needsNone || typeof coverageId !== 'string') {
    return at + random.longTail(55, 0.9) * MINUTE;
  }
  const askedAt = at + random.longTail(14, 0.9) * MINUTE;
  if (askedAt > until) return null;
  agreeToAsk(t, askedAt);
  const closed = check(t, askedAt, coverageId);
  if (closed === null) return null;
  if (closed.verdict === 'viable') return closed.at + random.longTail(35, 0.9) * MINUTE;
  if (closed.verdict === 'needs_more' && random.chance(0.6)) {
    const again = check(t, closed.at + random.longTail(5, 0.7) * HOUR, coverageId);
    if (again === null) return null;
    if (again.verdict === 'viable') return again.at + random.longTail(40, 0.8) * MINUTE;
  }
  return without(t, closed.at + random.longTail(150, 0.9) * MINUTE);
}

/** The plan does not pay: some go on where a state does, for the others there is a free way and an end. */
function without(t: Telling, at: number): number | null {
  if (at > t.until) return null;
  if (t.random.chance(0.55)) {
    lose(t, at, { no_coverage: 7, cost: 3 });
    return null;
  }
  offerLowCost(t, at);
  const payment = t.random.weighted({ state_funded: 7, scholarship: 1, self_pay: 2 });
  t.lead.learn(at, { payment }, ['payment'], owner(t));
  return at + t.random.longTail(80, 0.8) * MINUTE;
}

function agreeToAsk(t: Telling, at: number): void {
  const wording = PAYER_CONSENT_WORDING[ourLanguage(t.who.language)];
  addRow(t.records, 'consent', {
    id: t.ids.at(at),
    person_id: t.patientId,
    contact_point_id: null,
    scope: 'payer',
    decision: 'given',
    wording,
    wording_hash: hashOf(wording),
    at: new Date(at),
    origin: 'call',
    recorded_by: t.lead.owner,
    created_at: new Date(at),
  });
  t.lead.tell('consent.recorded', at, { scope: 'payer', decision: 'given' }, owner(t));
}

function check(t: Telling, at: number, coverageId: string) {
  const { random, lead, until, year, who } = t;
  if (at > until) return null;
  const specialist = random.pick(year.centre.specialists);
  const by: Actor = { kind: 'staff', id: specialist };
  const levels = [String(lead.row.level_requested)];
  const way = random.chance(0.62) ? 'electronic' : 'phone';
  const due = promisedAt(t, 'benefit_check', at);
  const id = lead.add('benefit_check', at, {
    coverage_id: coverageId,
    way,
    state: 'requested',
    levels_of_care: levels,
    requested_by: lead.owner,
    requested_at: new Date(at),
    due_at: new Date(due),
    version: 1,
    created_at: new Date(at),
    updated_at: new Date(at),
  });
  const row = t.records.benefit_check?.at(-1);
  const payer = who.payer?.name ?? '';
  lead.promise('benefit_check', id, at, due);
  lead.tell('benefit_check.requested', at, { checkId: id, payer, way, levels }, owner(t));
  if (lead.stage === 'qualified') lead.move(at, 'verifying', owner(t));
  const { hours, timeZone } = year.centre.working;
  const minutes = way === 'electronic' ? random.longTail(7, 1) : random.longTail(74, 0.75);
  const closedAt = addBusinessMinutes(new Date(at), minutes, hours, timeZone).getTime();
  if (closedAt > until || !row) return null;
  const found = findings(t, closedAt, levels);
  lead.keep(['benefit_check'], closedAt, id);
  const byPhone = way === 'phone';
  Object.assign(row, {
    state: 'completed',
    taken_by: byPhone ? specialist : null,
    closed_at: new Date(closedAt),
    closed_by: byPhone ? specialist : null,
    verdict: found.given.verdict,
    rules_version: found.given.rulesVersion,
    valid_until: validUntil(new Date(closedAt), found.summary, timeZone),
    result_enc: JSON.stringify({
      summary: found.summary,
      reasons: found.given.reasons,
      refusals: [],
      partial: [],
    }),
    representative_enc: byPhone ? 'Jamie at provider services' : null,
    reference_enc: byPhone ? `I-${random.whole(100_000, 999_999)}` : null,
    version: 3,
    updated_at: new Date(closedAt),
  });
  for (const terms of found.terms) {
    addRow(t.records, 'benefit_result', {
      id: t.ids.at(closedAt),
      check_id: id,
      level_of_care: terms.levelOfCare,
      network: terms.network,
      terms_enc: JSON.stringify(terms),
      created_at: new Date(closedAt),
    });
  }
  const because = found.given.reasons.map((reason) => reason.because);
  const payload = { checkId: id, payer, verdict: found.given.verdict, because };
  lead.tell(
    'benefit_check.completed',
    closedAt,
    payload,
    byPhone ? by : { kind: 'system', id: null },
  );
  return { at: closedAt, verdict: found.given.verdict };
}

/** What the payer says, and what the house's own rules make of it. */
function findings(t: Telling, at: number, levels: readonly string[]) {
  const { random, who } = t;
  const active = random.weighted({ active: 88, inactive: 9, unknown: 3 } as const);
  const covered = random.weighted({ yes: 80, no: 13, unknown: 7 } as const);
  const summary: PlanSummary = {
    active,
    payerName: who.payer?.name ?? null,
    planName: null,
    groupNumber: null,
    begins: null,
    ends: null,
    inGrace: random.chance(0.03),
    cobra: 'no',
    resetsOn: null,
    carveOuts: [],
    otherPayers: [],
    outOfNetworkBasis: null,
    paysPatient: null,
    facilityExclusions: null,
  };
  const terms = levels.map((level) => termsOf(t, level, covered));
  const on = new Date(at).toISOString().slice(0, 10);
  const facts = { on, levelsOfCare: levels, summary, terms, refusals: [], anotherCoverage: false };
  return { summary, terms, given: verdictOf(facts) };
}

function termsOf(
  { random }: Telling,
  levelOfCare: string,
  covered: BenefitTerms['covered'],
): BenefitTerms {
  const deductible = random.whole(0, 8) * 50_000;
  const met = Math.round(deductible * random.next());
  const nothing = { total: null, met: null, remaining: null };
  const most = deductible + random.whole(2, 9) * 100_000;
  const share = random.whole(1, 5) * 10;
  return {
    levelOfCare,
    network: 'in',
    covered,
    deductible: { total: deductible, met, remaining: deductible - met },
    familyDeductible: nothing,
    outOfPocket: { total: most, met, remaining: most - met },
    familyOutOfPocket: nothing,
    copay: null,
    coinsurance: { low: share, high: share },
    authorisation: random.weighted({ required: 7, not_required: 2, unknown: 1 } as const),
    limits: [],
    notes: [],
    serviceTypes: [],
  };
}
