import type { Stage } from '#contract';
import { STAGE_TRANSITIONS } from './transitions.js';

/** The stages that referrals move a lead between. */
const FOLLOWING: ReadonlySet<Stage> = new Set([
  'matched',
  'referred',
  'accepted',
  'scheduled',
  'admitted',
]);

/**
 * The stages a lead passes, the last of them the one its referrals stand for (null: none lives, it is to be matched),
 * by the shortest way that the table of stages permits. Empty: it stays, because it is there, is closed, or never got so
 * far as to be referred.
 */
export function wayOfReferrals(from: Stage, to: Stage | null): Stage[] {
  const goal = to ?? 'matched';
  if (!FOLLOWING.has(from) || from === goal) return [];
  const cameFrom = new Map<Stage, Stage>();
  const queue: Stage[] = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const next of STAGE_TRANSITIONS[at]) {
      if (!FOLLOWING.has(next) || next === from || cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  const way: Stage[] = [];
  for (let at: Stage | undefined = goal; at !== undefined && at !== from; at = cameFrom.get(at)) {
    way.unshift(at);
  }
  return way;
}
