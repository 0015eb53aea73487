import {
  ENDED_REFERRAL_STATES,
  REFERRAL_MOVERS,
  REFERRAL_ON_THE_WAY,
  REFERRAL_STATE_CODES,
  type ReferralMover,
  type ReferralState,
} from '#contract';

/** Who may move a referral from one state to another. */
export type ReferralTable = Readonly<
  Record<ReferralState, Readonly<Partial<Record<ReferralState, readonly ReferralMover[]>>>>
>;

/** Staff write down what a facility said on the phone; a facility says so itself behind its link. */
const FACILITY: readonly ReferralMover[] = ['facility', 'staff'];
/** Whether somebody came is confirmed by either side. */
const EITHER: readonly ReferralMover[] = ['facility', 'person', 'staff'];
const STAFF: readonly ReferralMover[] = ['staff'];
/** The patient may always say no before they are there; whoever writes it down is staff. */
const LEAVE: readonly ReferralMover[] = ['person', 'staff'];

/**
 * The one table of where a referral may go and on whose word (source: docs/domain.md, "Referral states"). A
 * facility may accept without saying first that it has read; it may still say no after it said yes.
 */
export const REFERRAL_TRANSITIONS: ReferralTable = {
  draft: { sent: STAFF, withdrawn: LEAVE },
  sent: {
    acknowledged: FACILITY,
    accepted: FACILITY,
    declined: FACILITY,
    waitlisted: FACILITY,
    withdrawn: LEAVE,
  },
  acknowledged: {
    accepted: FACILITY,
    declined: FACILITY,
    waitlisted: FACILITY,
    withdrawn: LEAVE,
  },
  waitlisted: { accepted: FACILITY, declined: FACILITY, withdrawn: LEAVE },
  accepted: {
    pre_admission_screen: STAFF,
    medically_cleared: STAFF,
    scheduled: STAFF,
    declined: FACILITY,
    waitlisted: FACILITY,
    withdrawn: LEAVE,
  },
  pre_admission_screen: {
    medically_cleared: STAFF,
    scheduled: STAFF,
    declined: FACILITY,
    withdrawn: LEAVE,
  },
  medically_cleared: { scheduled: STAFF, declined: FACILITY, withdrawn: LEAVE },
  scheduled: { arrived: EITHER, no_show: EITHER, declined: FACILITY, withdrawn: LEAVE },
  no_show: { scheduled: STAFF, arrived: EITHER, withdrawn: LEAVE },
  arrived: { admitted: FACILITY, turned_away: FACILITY },
  admitted: {
    in_care_7: EITHER,
    completed: EITHER,
    stepped_down: EITHER,
    left: EITHER,
  },
  in_care_7: { in_care_30: EITHER, completed: EITHER, stepped_down: EITHER, left: EITHER },
  in_care_30: { completed: EITHER, stepped_down: EITHER, left: EITHER },
  completed: {},
  stepped_down: {},
  left: {},
  turned_away: {},
  declined: {},
  withdrawn: {},
};

/** Whether a referral may go from one state to another on somebody's word. */
export function mayMove(
  from: ReferralState,
  to: ReferralState,
  mover: ReferralMover,
  table: ReferralTable = REFERRAL_TRANSITIONS,
): boolean {
  return table[from][to]?.includes(mover) ?? false;
}

/** Where somebody may move it to. */
export function movesOf(from: ReferralState, mover: ReferralMover): ReferralState[] {
  return REFERRAL_STATE_CODES.filter((to) => mayMove(from, to, mover));
}

/** Whether anything can follow. */
export function isEnded(state: ReferralState): boolean {
  return ENDED_REFERRAL_STATES.some((ended) => ended === state);
}

/** The facility has been told of it, and the patient does not stand at its door yet. */
export function isOnTheWay(state: ReferralState): boolean {
  return REFERRAL_ON_THE_WAY.some((waiting) => waiting === state);
}

/**
 * Throws when a table cannot be right: a state nothing leads to, one that never ends, an end that leads on, a state
 * before arrival the patient cannot leave, or one a nobody moves.
 */
export function checkReferralTable(table: ReferralTable): void {
  for (const state of REFERRAL_STATE_CODES) {
    const row = Object.entries(table[state]);
    const ended = isEnded(state);
    if (ended && row.length > 0) throw new Error(`${state} is an end and leads on.`);
    if (!ended && row.length === 0) throw new Error(`${state} leads nowhere and is no end.`);
    for (const [to, movers] of row) {
      if (to === state) throw new Error(`${state} leads to itself.`);
      if (movers.length === 0 || movers.some((who) => !REFERRAL_MOVERS.includes(who))) {
        throw new Error(`Nobody known moves ${state} to ${to}.`);
      }
    }
    if (!reachable(table).has(state)) throw new Error(`No way leads to ${state}.`);
  }
  const arrived = beyond(table, 'arrived');
  for (const state of REFERRAL_STATE_CODES) {
    if (arrived.has(state) || isEnded(state)) continue;
    if (state !== 'draft' && !isOnTheWay(state)) throw new Error(`${state} is not on the way.`);
    if (!mayMove(state, 'withdrawn', 'person', table)) {
      throw new Error(`The patient cannot withdraw from ${state}.`);
    }
  }
}

function reachable(table: ReferralTable): Set<ReferralState> {
  return beyond(table, 'draft');
}

/** A state and everything that can follow it. */
function beyond(table: ReferralTable, start: ReferralState): Set<ReferralState> {
  const found = new Set<ReferralState>([start]);
  const queue: ReferralState[] = [start];
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    for (const next of Object.keys(table[state]) as ReferralState[]) {
      if (found.has(next)) continue;
      found.add(next);
      queue.push(next);
    }
  }
  return found;
}

checkReferralTable(REFERRAL_TRANSITIONS);
