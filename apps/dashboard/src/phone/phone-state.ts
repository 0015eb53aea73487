/** One call in this browser. */
export interface CurrentCall {
  legId: string;
  /** At the phone company; null until it is known. */
  callSid: string | null;
  direction: 'in' | 'out';
  phase: 'ringing' | 'dialling' | 'open';
  /** E.164, or what stands for a hidden number. */
  number: string;
  name: string | null;
  leadId: string | null;
  /** When they began to speak; milliseconds. */
  openSince: number | null;
  muted: boolean;
  /** A colleague who speaks with them asks one to join. */
  asked: boolean;
}

export interface PhoneState {
  line: 'off' | 'starting' | 'ready';
  /** Calls ring here; one can dial without. */
  takes: boolean;
  problem: string | null;
  call: CurrentCall | null;
  /** Rings while another call goes on. */
  waiting: readonly CurrentCall[];
  /** The call that is over and of which nobody has said yet what came of it. */
  ended: CurrentCall | null;
  /** The call that rang here last and was not taken here. */
  missed: CurrentCall | null;
}

export const OFF: PhoneState = {
  line: 'off',
  takes: false,
  problem: null,
  call: null,
  waiting: [],
  ended: null,
  missed: null,
};

/** Somebody calls: shown at once, or waiting behind the call that goes on. */
export function ringing(
  state: PhoneState,
  {
    legId,
    callSid,
    from,
    asked = false,
  }: { legId: string; callSid: string; from: string; asked?: boolean | undefined },
): PhoneState {
  const call: CurrentCall = {
    legId,
    callSid,
    direction: 'in',
    phase: 'ringing',
    number: from,
    name: null,
    leadId: null,
    openSince: null,
    muted: false,
    asked,
  };
  return state.call ? { ...state, waiting: [...state.waiting, call] } : { ...state, call };
}

/** Both are on the line; what was missed before can wait. */
export function opened(
  state: PhoneState,
  { legId, callSid }: { legId: string; callSid?: string },
  now: number,
): PhoneState {
  const { call } = state;
  if (call?.legId !== legId) return state;
  const sid = callSid ?? call.callSid;
  const open = { ...call, phase: 'open', openSince: now, callSid: sid } as const;
  return { ...state, call: open, missed: null };
}

/** A call is over: what came of it is asked of whoever spoke or dialled; the next that rings comes up. */
export function over(
  state: PhoneState,
  { legId, callSid }: { legId: string; callSid?: string },
): PhoneState {
  const waiting = state.waiting.filter((one) => one.legId !== legId);
  const { call } = state;
  if (call?.legId !== legId) {
    const gone = state.waiting.find((one) => one.legId === legId);
    return { ...state, waiting, missed: missedOf(gone) ?? state.missed };
  }
  const [next = null, ...rest] = waiting;
  const sid = callSid ?? call.callSid;
  const asked = call.phase !== 'ringing' && sid !== null;
  const ended = asked ? { ...call, callSid: sid } : state.ended;
  const missed = missedOf(call) ?? state.missed;
  return { ...state, call: next, waiting: rest, ended, missed };
}

/** A call that rang here and is over; whether somebody else has it the desk tells. */
function missedOf(call: CurrentCall | undefined): CurrentCall | null {
  return call?.phase === 'ringing' && !call.asked ? call : null;
}
