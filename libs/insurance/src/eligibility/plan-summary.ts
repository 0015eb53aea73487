import type { PlanSummary } from '#contract';
import type { Benefit, EligibilityAnswer, PlanDate } from './answer.js';

/** EB01 1–5 say active, 6–8 not. */
const ACTIVE = new Set(['1', '2', '3', '4', '5']);
const INACTIVE = new Set(['6', '7', '8']);
/** DTP qualifiers, the nearest to "the plan" first. */
const BEGINS = ['346', '348', '356', '473'];
const ENDS = ['347', '349', '357', '472'];
const CALENDAR_YEAR = new Set(['23', '25', '21', '22']);
const COBRA = new Set(['340', '341']);

/** Nothing is known of the plan. */
export const NO_SUMMARY: PlanSummary = {
  active: 'unknown',
  payerName: null,
  planName: null,
  groupNumber: null,
  begins: null,
  ends: null,
  inGrace: null,
  cobra: null,
  resetsOn: null,
  carveOuts: [],
  otherPayers: [],
  outOfNetworkBasis: null,
  paysPatient: null,
  facilityExclusions: null,
};

/** What an answer says of the plan as a whole on a day (`YYYY-MM-DD`). */
export function planSummary(answer: EligibilityAnswer, on: string): PlanSummary {
  const { benefits } = answer;
  const dates = [...answer.planDates, ...benefits.flatMap((benefit) => benefit.dates)];
  const plan = benefits.find(({ code, plan: name }) => ACTIVE.has(code) && name);
  const text = benefits.flatMap(({ messages }) => messages).join(' ');
  const ends = dayOf(answer.planDates, ENDS);
  return {
    ...NO_SUMMARY,
    active: activityOf(benefits, answer.planDates, on),
    payerName: answer.payer?.name ?? null,
    planName: plan?.plan ?? null,
    groupNumber:
      (answer.dependent ?? answer.subscriber)?.groupNumber ??
      answer.subscriber?.groupNumber ??
      null,
    begins: dayOf(answer.planDates, BEGINS),
    ends,
    inGrace: /\bgrace period\b/i.test(text) ? true : null,
    cobra:
      dates.some(({ kind }) => COBRA.has(kind)) || /\bcobra\b/i.test(text) ? cobraOf(text) : null,
    resetsOn: resetOf(benefits, on),
    carveOuts: partiesOf(benefits, ['U', 'MC']),
    otherPayers: partiesOf(benefits, ['R']),
  };
}

/** Active on a day: said so, for the plan or any of its services, and no date of the plan speaks against it. */
function activityOf(
  benefits: readonly Benefit[],
  dates: readonly PlanDate[],
  on: string,
): PlanSummary['active'] {
  const whole = benefits.filter(
    ({ serviceTypes }) => serviceTypes.length === 0 || serviceTypes.includes('30'),
  );
  const said = (among: readonly Benefit[], codes: ReadonlySet<string>) =>
    among.some(({ code }) => codes.has(code));
  if (said(whole, INACTIVE) && !said(whole, ACTIVE)) return 'inactive';
  const [begins, ends] = [dayOf(dates, BEGINS), dayOf(dates, ENDS)];
  if (said(benefits, ACTIVE)) {
    return (begins && begins > on) || (ends && ends < on) ? 'inactive' : 'active';
  }
  return said(benefits, INACTIVE) ? 'inactive' : 'unknown';
}

/** A period of a date counts by its side: `RD8` of "plan" (291) gives both. */
function dayOf(dates: readonly PlanDate[], kinds: readonly string[]): string | null {
  for (const kind of kinds) {
    const date = dates.find((one) => one.kind === kind);
    if (date) return date.from;
  }
  const period = dates.find(({ kind, to }) => kind === '291' && to !== null);
  if (!period) return null;
  return kinds === ENDS ? period.to : period.from;
}

function cobraOf(text: string): 'active' | 'pending' {
  const pending = text.split('.').some((sentence) => {
    const after = sentence.search(/\bcobra\b/i);
    return after >= 0 && /\bpending\b/i.test(sentence.slice(after));
  });
  return pending ? 'pending' : 'active';
}

/** Amounts by calendar year begin again on the first of January; a contract year tells its own date elsewhere. */
function resetOf(benefits: readonly Benefit[], on: string): string | null {
  const yearly = benefits.some(
    ({ code, period }) =>
      (code === 'C' || code === 'G') && period !== null && CALENDAR_YEAR.has(period),
  );
  const calendar = benefits.some(
    ({ code, period }) => (code === 'C' || code === 'G') && period === '23',
  );
  return yearly && calendar ? `${Number(on.slice(0, 4)) + 1}-01-01` : null;
}

function partiesOf(
  benefits: readonly Benefit[],
  codes: readonly string[],
): PlanSummary['carveOuts'] {
  const found = new Map<string, PlanSummary['carveOuts'][number]>();
  for (const { code, parties } of benefits) {
    if (!codes.includes(code)) continue;
    for (const { name, phone, id } of parties) {
      if (name && !found.has(name) && found.size < 10) found.set(name, { name, phone, id });
    }
  }
  return [...found.values()];
}
