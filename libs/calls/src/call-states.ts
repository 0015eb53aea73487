/**
 * Where a call stands. The rank only ever rises: provider events arrive late, twice and out of
 * order, and the higher rank is always the later truth. `greeting` means that a machine of ours
 * answered; only `talking` and `answered` mean that a human did.
 */
export const CALL_STATE_RANK = {
  ringing: 10,
  greeting: 20,
  /** The caller hung up before a human took the call. */
  abandoned: 30,
  /** It rang and nobody took it. */
  unanswered: 40,
  /** The caller left a message. */
  voicemail: 50,
  /** A human is on the line. */
  talking: 60,
  /** A human was on the line, and the conversation is over. */
  answered: 70,
} as const;
export type CallState = keyof typeof CALL_STATE_RANK;

export type CallOutcome = 'answered' | 'missed' | 'voicemail' | 'abandoned';

/** A human later than this is a missed call in the numbers, even if somebody came in the end. */
export const HUMAN_WITHIN_MS = 30_000;

export type CallDirection = 'inbound' | 'outbound';

export interface CallRecording {
  url: string;
  seconds: number | null;
}

/** What one event of a provider says about its call; what it does not say is left out. */
export interface CallEvent {
  state: CallState;
  /** When the call began, exactly or by the event's own arithmetic; the earliest word counts. */
  startedAt: Date;
  answeredAt?: Date;
  /** Set when the call is over. */
  endedAt?: Date;
  durationSeconds?: number;
  talkSeconds?: number;
  recording?: CallRecording;
}

/** What is known of a call so far. */
export interface CallFacts {
  state: CallState;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  durationSeconds: number | null;
  talkSeconds: number | null;
  recording: CallRecording | null;
}

/** The facts that a first event alone gives. */
export function factsOf(event: CallEvent): CallFacts {
  return {
    state: event.state,
    startedAt: event.startedAt,
    answeredAt: event.answeredAt ?? null,
    endedAt: event.endedAt ?? null,
    durationSeconds: event.durationSeconds ?? null,
    talkSeconds: event.talkSeconds ?? null,
    recording: event.recording ?? null,
  };
}

/**
 * Adds an event to what is known. Commutative, associative and idempotent: whatever the order and
 * however often, the same events give the same call.
 */
export function mergeCall(known: CallFacts, event: CallEvent): CallFacts {
  const added = factsOf(event);
  return {
    state: CALL_STATE_RANK[added.state] > CALL_STATE_RANK[known.state] ? added.state : known.state,
    startedAt: earlier(known.startedAt, added.startedAt),
    answeredAt: eitherOr(known.answeredAt, added.answeredAt, earlier),
    endedAt: eitherOr(known.endedAt, added.endedAt, later),
    durationSeconds: eitherOr(known.durationSeconds, added.durationSeconds, Math.max),
    talkSeconds: eitherOr(known.talkSeconds, added.talkSeconds, Math.max),
    recording: eitherOr(known.recording, added.recording, longerRecording),
  };
}

const OUTCOME_OF: Record<CallState, CallOutcome | null> = {
  ringing: null,
  greeting: null,
  abandoned: 'abandoned',
  unanswered: 'missed',
  voicemail: 'voicemail',
  talking: null,
  answered: 'answered',
};

/**
 * What became of the call; null while it goes on, and for the moment in which it has ended but
 * nobody has said yet whether a human took it (settling decides that: see `SETTLE_CALL`).
 */
export function callOutcome(call: Pick<CallFacts, 'state'>): CallOutcome | null {
  return OUTCOME_OF[call.state];
}

/** The state of a call that has ended and will not be heard of again. */
export function settledState(state: CallState): CallState {
  if (state === 'talking') return 'answered';
  return callOutcome({ state }) === null ? 'abandoned' : state;
}

/**
 * Whether the numbers count the call as missed: no human within 30 s, or abandoned, or voicemail.
 * A call that a human took after that has the outcome `answered` (nobody must call back) and still
 * counts here. False while the outcome is open.
 */
export function countsAsMissed(
  call: Pick<CallFacts, 'state' | 'startedAt' | 'answeredAt'>,
): boolean {
  const outcome = callOutcome(call);
  if (outcome !== 'answered') return outcome !== null;
  if (!call.answeredAt) return false;
  return call.answeredAt.getTime() - call.startedAt.getTime() > HUMAN_WITHIN_MS;
}

function eitherOr<T>(one: T | null, other: T | null, choose: (a: T, b: T) => T): T | null {
  if (one === null) return other;
  return other === null ? one : choose(one, other);
}

function earlier(one: Date, other: Date): Date {
  return one <= other ? one : other;
}

function later(one: Date, other: Date): Date {
  return one >= other ? one : other;
}

/** One recording is kept: the longer one; of two as long, the address decides, so that order does not. */
function longerRecording(one: CallRecording, other: CallRecording): CallRecording {
  const [a, b] = [one.seconds ?? -1, other.seconds ?? -1];
  if (a !== b) return a > b ? one : other;
  return one.url <= other.url ? one : other;
}
