import type { CallerState, ConferenceEnd, NotReached, PartyState } from '#contract';

/**
 * One thing that is known of a conference: said by the phone company's reports, or seen by asking it. The key is the same
 * whenever the same thing is said again.
 */
export interface ConferenceFact {
  key: string;
  kind: 'end' | 'join' | 'leave' | 'hold' | 'unhold' | 'leg';
  /** When, in milliseconds; reports name whole seconds. It tells how long things took, not what came first. */
  at: number;
  /**
   * What came first: a report's own number among those of its conference. What was seen by asking comes just after the
   * last report that was known then, at a half; of a leg's own status nobody asks for the order.
   */
  sequence: number;
  /** The leg it is about; null: the conference itself. */
  leg: string | null;
  /** Under which name the leg joined: `caller`, `agent`, or the id of somebody who was asked. */
  label: string | null;
  /** Of a leg, the phone company's word for where it stands. */
  status: string | null;
}

interface Hold {
  from: Moment;
  to: Moment | null;
}

/** When something happened, and where that stands among the rest. */
export interface Moment {
  at: number;
  sequence: number;
}

/** One leg as far as it is known. */
export interface LegState {
  leg: string;
  label: string | null;
  status: string | null;
  joined: Moment | null;
  left: Moment | null;
  holds: readonly Hold[];
}

export interface ConferenceState {
  ended: Moment | null;
  /** The number of the last report that is known; 0 before the first. */
  known: number;
  legs: ReadonlyMap<string, LegState>;
}

/** Where a leg stands, by Twilio's words; of two the one further on counts, and of two ends the first by name. */
const STATUS_RANK: Readonly<Record<string, number>> = {
  queued: 1,
  initiated: 1,
  ringing: 2,
  'in-progress': 3,
  answered: 3,
  completed: 4,
  busy: 5,
  canceled: 5,
  failed: 5,
  'no-answer': 5,
};

/**
 * What the facts make of a conference. It depends on which facts there are and on nothing else: in whichever order they
 * came, and however often, the same ones give the same state.
 */
export function conferenceState(facts: Iterable<ConferenceFact>): ConferenceState {
  const once = [...new Map([...facts].map((fact) => [fact.key, fact])).values()];
  const ordered = once.sort(
    (a, b) => a.sequence - b.sequence || a.at - b.at || (a.key < b.key ? -1 : 1),
  );
  const ended = firstOf(ordered, 'end');
  const legs = new Map<string, LegState>();
  for (const leg of new Set(ordered.flatMap((fact) => fact.leg ?? []))) {
    const about = ordered.filter((fact) => fact.leg === leg);
    legs.set(leg, legState(leg, about, ended));
  }
  const known = Math.floor(Math.max(0, ...ordered.map(({ sequence }) => sequence)));
  return { ended, known, legs };
}

/** The first of a kind; what was said of it earliest counts for when it was. */
function firstOf(facts: readonly ConferenceFact[], kind: ConferenceFact['kind']): Moment | null {
  const all = facts.filter((fact) => fact.kind === kind);
  const [first] = all;
  return first ? { sequence: first.sequence, at: Math.min(...all.map(({ at }) => at)) } : null;
}

function legState(leg: string, facts: readonly ConferenceFact[], ended: Moment | null): LegState {
  const joined = firstOf(facts, 'join');
  const over = facts.find((fact) => fact.status === 'completed');
  const gone = joined && (ended ?? (over ? { at: over.at, sequence: Infinity } : null));
  const left = firstOf(facts, 'leave') ?? gone;
  return {
    leg,
    label: facts.find((fact) => fact.label !== null)?.label ?? null,
    status: furthest(facts),
    joined,
    left,
    holds: holdsOf(facts, left),
  };
}

function furthest(facts: readonly ConferenceFact[]): string | null {
  const said = facts.flatMap(({ status }) => status ?? []).sort();
  return said.reduce<string | null>(
    (best, one) => (best === null || rankOf(one) > rankOf(best) ? one : best),
    null,
  );
}

function rankOf(status: string): number {
  return STATUS_RANK[status] ?? 0;
}

/** The times on hold. Said twice in a row it is one; leaving ends it. */
function holdsOf(facts: readonly ConferenceFact[], left: Moment | null): Hold[] {
  const holds: Hold[] = [];
  let since: Moment | null = null;
  for (const { kind, at, sequence } of facts) {
    if (left && sequence > left.sequence) break;
    if (kind === 'hold') since ??= { at, sequence };
    if (kind === 'unhold' && since !== null) {
      holds.push({ from: since, to: { at, sequence } });
      since = null;
    }
  }
  return since === null ? holds : [...holds, { from: since, to: left }];
}

/** Since when a leg is on hold, in milliseconds; null: it is not. */
export function heldSince(leg: LegState | undefined): number | null {
  const last = leg?.holds.at(-1);
  return last && last.to === null ? last.from.at : null;
}

/** How long a leg was on hold, the running hold up to `until` included; whole seconds. */
export function heldSeconds(leg: LegState | undefined, until: number): number {
  const spans = (leg?.holds ?? []).map(({ from, to }) => Math.max(0, (to?.at ?? until) - from.at));
  return Math.round(spans.reduce((sum, span) => sum + span, 0) / 1000);
}

/** Whether a leg was on hold when something else happened, or up to its own end. */
function wasHeld(leg: LegState, when: Moment): boolean {
  const { sequence } = when;
  return leg.holds.some(
    ({ from, to }) =>
      from.sequence <= sequence && (to === null || sequence < to.sequence || to === leg.left),
  );
}

/** Where whoever is on the line with us stands. */
export function callerState(
  state: ConferenceState,
  caller: LegState | undefined,
  wanted: { held: boolean },
): CallerState {
  if (caller?.left || state.ended) return 'gone';
  if (!caller?.joined) return 'joining';
  const held = heldSince(caller) !== null;
  if (held) return wanted.held ? 'on_hold' : 'coming_back';
  return wanted.held ? 'going_on_hold' : 'talking';
}

/** What was asked of the phone company for somebody: `refused`, or that its answer was lost. */
export type Asking = 'asked' | 'placed' | 'refused' | 'unknown';

const REACHED_NOT: Readonly<Record<string, NotReached>> = {
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'failed',
  canceled: 'canceled',
};

/** Where somebody who was asked to join stands. */
export function partyState(
  state: ConferenceState,
  leg: LegState | undefined,
  asking: Asking,
): { state: PartyState; because: NotReached | null } {
  if (leg?.left) return { state: 'left', because: null };
  if (leg?.joined) return { state: 'in', because: null };
  const because = REACHED_NOT[leg?.status ?? ''];
  if (because) return { state: 'not_reached', because };
  if (leg?.status === 'completed') return { state: 'not_reached', because: 'no_answer' };
  if (asking === 'refused') return { state: 'not_reached', because: 'refused' };
  if (state.ended) return { state: 'not_reached', because: 'canceled' };
  if (leg?.status === 'ringing' || leg?.status === 'in-progress' || leg?.status === 'answered') {
    return { state: 'ringing', because: null };
  }
  if (leg || asking === 'placed') return { state: 'dialling', because: null };
  return { state: asking === 'unknown' ? 'unknown' : 'asked', because: null };
}

/** Who is who among the legs, and what the colleague meant to do. */
export interface Roles {
  caller: LegState | undefined;
  agent: LegState | undefined;
  others: readonly LegState[];
  /** The colleague has said that they leave; they have said that it ends. */
  leaving: boolean;
  ending: boolean;
  /** The colleague wants them on hold. */
  held: boolean;
}

/**
 * How it ended for the person on the line; null while they still speak with the colleague. Decided by what there was at
 * the moment the colleague, or the whole conference, went.
 */
export function endOf(state: ConferenceState, roles: Roles): ConferenceEnd | null {
  const { caller, agent, others, leaving, ending } = roles;
  const went = agent?.left ?? state.ended;
  if (caller?.left && (went === null || caller.left.sequence < went.sequence)) {
    return wasHeld(caller, caller.left) && !ending ? 'gave_up' : 'ended';
  }
  if (went === null) return null;
  const stays = others.some(
    ({ joined, left }) =>
      joined !== null &&
      joined.sequence <= went.sequence &&
      (left === null || left.sequence > went.sequence),
  );
  if (leaving && stays) return 'transferred';
  if (ending) return 'ended';
  const held = caller?.joined ? wasHeld(caller, went) : roles.held;
  return held ? 'dropped' : 'ended';
}
