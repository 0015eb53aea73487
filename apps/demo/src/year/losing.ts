import { NEEDS_LOW_COST_OFFER } from '#contract';
import { owner } from './reaching.js';
import { MINUTE, type Telling } from './year.js';

/** The end of a lead, for one of these reasons; a free way is named first where the rules ask for it. */
export function lose(t: Telling, at: number, reasons: Readonly<Record<string, number>>): void {
  const reason = t.random.weighted(reasons);
  if (at > t.until) return;
  if (NEEDS_LOW_COST_OFFER.includes(reason)) offerLowCost(t, at - 5 * MINUTE);
  const note = 'Closed after talking it through; may call again any time.';
  t.lead.move(at, 'closed', owner(t), { reason, note });
}

/** A way that costs nothing or little is named. */
export function offerLowCost(t: Telling, at: number): void {
  t.lead.row.low_cost_offered_at = new Date(at);
  const note = 'Named two state-funded programs and a sliding-scale clinic nearby.';
  t.lead.tell('low_cost.offered', at, { note }, owner(t));
}
