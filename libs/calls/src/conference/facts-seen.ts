import type { Participant } from './conference-port.js';
import type { KnownConference } from './conference-rows.js';
import { type ConferenceFact, heldSince } from './conference-state.js';

/**
 * What looking at a conference tells beyond what is known: reports get lost. `there`: who is in it; null: it is over.
 */
export function factsSeen(
  { state }: Pick<KnownConference, 'state'>,
  there: readonly Participant[] | null,
  now: Date,
): ConferenceFact[] {
  const at = now.getTime();
  const sequence = state.known + 0.5;
  const seen = (kind: ConferenceFact['kind'], leg: string | null, label: string | null = null) => {
    // On hold and back again may come often; everything else once.
    const when = kind === 'hold' || kind === 'unhold' ? `:${at}` : '';
    const key = `seen:${leg ?? 'all'}:${kind}${when}`;
    return { key, kind, at, sequence, leg, label, status: null };
  };
  if (there === null) return state.ended === null ? [seen('end', null)] : [];
  const facts: ConferenceFact[] = [];
  const present = there.filter(({ connected }) => connected);
  for (const { leg, label, held } of present) {
    const known = state.legs.get(leg);
    if (!known?.joined) facts.push(seen('join', leg, label));
    if (held !== (heldSince(known) !== null)) facts.push(seen(held ? 'hold' : 'unhold', leg));
  }
  for (const { leg, joined, left } of state.legs.values()) {
    const gone = joined !== null && left === null && !there.some((one) => one.leg === leg);
    if (gone) facts.push(seen('leave', leg));
  }
  return facts;
}
