import type { ReferralState } from '#contract';
import { owner } from './reaching.js';
import type { ReferralPen } from './referral-pen.js';
import { DAY, HOUR, type Telling } from './year.js';

const ENDS = { completed: 58, stepped_down: 30, left: 12 } as const;

/** Days 7 and 30 after the admission, and how it ends; some leave early. */
export function staysInCare(t: Telling, admittedAt: number, referral: ReferralPen): void {
  const { random, until } = t;
  for (const day of [7, 30]) {
    const title = `Day ${day}: ask whether they are still in care at ${referral.facility}`;
    const origin = `referral-day-${day}:${referral.id}`;
    t.lead.task(
      admittedAt,
      { kind: 'follow_up_call', title, due: admittedAt + day * DAY, origin },
      owner(t),
    );
  }
  const planned = referral.program.days * (0.8 + random.next() * 0.4);
  const leaves = random.chance(0.24) ? planned * random.next() * 0.8 : null;
  const goes = leaves ?? planned;
  let asked = admittedAt;
  for (const [day, state] of [
    [7, 'in_care_7'],
    [30, 'in_care_30'],
  ] as const) {
    if (goes <= day) break;
    const at = admittedAt + day * DAY + random.next() * 7 * HOUR;
    if (at > until) return;
    asked = at;
    referral.move(at, {
      to: state,
      by: random.weighted({ staff: 7, facility: 2, person: 1 } as const),
    });
    settleFirst(t, at);
  }
  const at = Math.max(admittedAt + goes * DAY, asked + HOUR);
  if (at > until) return;
  const to: ReferralState = leaves === null ? random.weighted(ENDS) : 'left';
  referral.move(at, { to, by: random.weighted({ facility: 5, staff: 4, person: 1 } as const) });
  t.lead.settle(['follow_up_call'], at, owner(t));
}

/** The call of that day is made; the later one is still to come. */
function settleFirst(t: Telling, at: number): void {
  t.lead.settle(['follow_up_call'], at, owner(t), 1);
}
