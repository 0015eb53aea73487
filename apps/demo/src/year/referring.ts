import type { DeclineReason } from '#contract';
import { addBusinessMinutes } from '#leads';
import { bedsAt } from './beds.js';
import { promisedAt } from './calls.js';
import type { CentreProgram } from './centre.js';
import { consentTo } from './consenting.js';
import { PERSON, SYSTEM } from './lead-pen.js';
import { lose } from './losing.js';
import { callable, owner } from './reaching.js';
import { ReferralPen } from './referral-pen.js';
import { DECLINES } from './shape.js';
import { staysInCare } from './staying.js';
import { DAY, HOUR, MINUTE, type Telling } from './year.js';

/** What came of a referral. */
export interface Referred {
  id: string;
  /** When the next place is asked; null: nothing more is to be asked. */
  again: number | null;
  /** The lead needs no other place: they are there, they left, or the year is over. */
  over: boolean;
}

/** One hand-over to one program, from the draft to the day after they went home. */
export function refer(
  t: Telling,
  at: number,
  from: { to: CentreProgram; matchId: string; after: string | null },
): Referred {
  const referral = new ReferralPen(t, from.to, at, from);
  const over: Referred = { id: referral.id, again: null, over: true };
  const signed = consentTo(t, at, referral);
  if (signed === null) return over;
  if (!signed.given) {
    lose(t, signed.at + 30 * MINUTE, { not_ready: 1 });
    return over;
  }
  const sentAt = signed.at + t.random.longTail(6, 0.8) * MINUTE;
  if (sentAt > t.until) return over;
  send(t, sentAt, referral);
  const answer = answered(t, sentAt, referral);
  if (answer === null) return over;
  if (!answer.yes)
    return { ...over, again: answer.at + t.random.longTail(25, 0.9) * MINUTE, over: false };
  return goThere(t, answer.at, referral, over);
}

function send(t: Telling, at: number, referral: ReferralPen): void {
  referral.move(at, { to: 'sent', by: 'staff' });
  const due = promisedAt(t, 'referral_acknowledged', at);
  t.lead.promise('referral_acknowledged', referral.id, at, due);
  if (t.lead.stage === 'matched') t.lead.move(at, 'referred', owner(t));
}

/** The facility reads it and says yes or no, sometimes by way of a list. Null: not yet. */
function answered(
  t: Telling,
  sentAt: number,
  referral: ReferralPen,
): { yes: boolean; at: number } | null {
  const { random, lead, until, year } = t;
  const { hours, timeZone } = year.centre.working;
  const inHours = (from: number, minutes: number) =>
    addBusinessMinutes(new Date(from), minutes, hours, timeZone).getTime();
  const readAt = inHours(sentAt, random.longTail(referral.program.pace, 0.9));
  if (readAt > until) return null;
  const atOnce = random.chance(0.14);
  if (!atOnce) referral.move(readAt, { to: 'acknowledged', by: 'facility' });
  lead.keep(['referral_acknowledged'], readAt, referral.id);
  if (random.chance(0.94)) referral.open(readAt);
  const answeredAt = inHours(readAt, atOnce ? 0 : random.longTail(85, 0.9));
  if (answeredAt > until) return null;
  const index = year.centre.programs.indexOf(referral.program);
  const full = bedsAt(year, index, answeredAt)?.open === 0;
  const no = (full ? 0.55 : 0.23) / referral.program.welcome;
  if (full && random.chance(0.25)) return waits(t, answeredAt, referral);
  if (random.chance(Math.min(0.9, no))) return declines(t, answeredAt, referral, full);
  return accepts(t, answeredAt, referral);
}

function waits(t: Telling, at: number, referral: ReferralPen): { yes: boolean; at: number } | null {
  referral.move(at, { to: 'waitlisted', by: 'facility' });
  const later = callable(t, at + t.random.longTail(2.2, 0.6) * DAY);
  if (later > t.until) return null;
  return t.random.chance(0.62) ? accepts(t, later, referral) : declines(t, later, referral, true);
}

function accepts(t: Telling, at: number, referral: ReferralPen): { yes: boolean; at: number } {
  referral.move(at, { to: 'accepted', by: 'facility' });
  if (t.lead.stage === 'referred') t.lead.move(at, 'accepted', SYSTEM);
  return { yes: true, at };
}

function declines(
  t: Telling,
  at: number,
  referral: ReferralPen,
  full: boolean,
): { yes: boolean; at: number } {
  const reason: DeclineReason =
    full && t.random.chance(0.8) ? 'capacity' : t.random.weighted(DECLINES);
  referral.move(at, { to: 'declined', by: 'facility', reason });
  t.lead.move(at, 'matched', SYSTEM);
  return { yes: false, at };
}

/** Between a yes and a bed: a screen, a doctor's word, a day, and whether they come. */
function goThere(t: Telling, acceptedAt: number, referral: ReferralPen, over: Referred): Referred {
  const { random, lead, until } = t;
  let at = acceptedAt;
  for (const [to, share] of [
    ['pre_admission_screen', 0.42],
    ['medically_cleared', 0.34],
  ] as const) {
    if (!random.chance(share)) continue;
    at += random.longTail(80, 0.8) * MINUTE;
    if (at > until) return over;
    referral.move(at, { to, by: 'staff' });
  }
  at += random.longTail(45, 0.9) * MINUTE;
  if (at > until) return over;
  const arrival = dayOf(t, at);
  referral.schedule(at, arrival);
  lead.move(at, 'scheduled', owner(t));
  if (random.chance(0.11)) return withdraws(t, at + (arrival - at) * random.next(), referral, over);
  if (random.chance(t.year.time.month(arrival) === 11 ? 0.24 : 0.18))
    return misses(t, arrival, referral, over);
  return arrives(t, arrival, referral, over);
}

function dayOf(t: Telling, at: number): number {
  const days = t.random.weighted({ '0': 22, '1': 34, '2': 20, '3': 12, '5': 8, '8': 4 });
  return t.year.time.next(
    at + 2 * HOUR + Number(days) * DAY,
    t.random.whole(9, 16),
    t.random.whole(0, 3) * 15,
  );
}

function withdraws(t: Telling, at: number, referral: ReferralPen, over: Referred): Referred {
  if (at > t.until) return over;
  referral.expectNoMore(at);
  referral.move(at, { to: 'withdrawn', by: 'person' });
  t.lead.move(at, 'matched', PERSON);
  lose(t, at + t.random.longTail(200, 0.8) * MINUTE, { not_ready: 5, chose_another: 4, cost: 1 });
  return over;
}

function misses(t: Telling, arrival: number, referral: ReferralPen, over: Referred): Referred {
  const { random, lead, until } = t;
  const at = arrival + random.longTail(150, 0.5) * MINUTE;
  if (at > until) return over;
  referral.expectNoMore(at);
  referral.move(at, { to: 'no_show', by: 'facility' });
  const title = `They did not arrive at ${referral.facility}: are they safe, and what stood in the way?`;
  lead.task(
    at,
    { kind: 'call_back', title, due: at, origin: `referral-no-show:${referral.id}` },
    SYSTEM,
  );
  const spokeAt = callable(t, at + random.longTail(90, 0.9) * MINUTE);
  if (spokeAt > until) return over;
  lead.settle(['call_back'], spokeAt, owner(t));
  if (!random.chance(0.5))
    return withdraws(t, spokeAt + random.longTail(20, 0.8) * HOUR, referral, over);
  const again = dayOf(t, spokeAt);
  referral.schedule(spokeAt, again);
  return arrives(t, again, referral, over);
}

function arrives(t: Telling, arrival: number, referral: ReferralPen, over: Referred): Referred {
  const { random, lead, until } = t;
  const at = arrival + (random.longTail(20, 0.9) - 32) * MINUTE;
  if (at > until) return over;
  referral.arrive(at, random.weighted({ facility: 6, person: 2, staff: 2 } as const));
  const inAt = at + random.longTail(95, 0.5) * MINUTE;
  if (inAt > until) return over;
  if (random.chance(0.035)) {
    referral.move(inAt, { to: 'turned_away', by: 'facility' });
    lead.move(inAt, 'matched', SYSTEM);
    return { ...over, again: inAt + random.longTail(30, 0.8) * MINUTE, over: false };
  }
  referral.move(inAt, { to: 'admitted', by: 'facility' });
  lead.move(inAt, 'admitted', SYSTEM);
  staysInCare(t, inAt, referral);
  return over;
}
