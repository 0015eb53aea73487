import { MESSAGE_STATES, type MessageState } from '#contract';

/**
 * Which state may follow which. Every step goes forward: there is no way back, so a late or repeated word of a provider
 * changes nothing. `unknown` is settled by the provider's word or a human, never by sending again (rule R12).
 */
export const MESSAGE_TRANSITIONS: Readonly<Record<MessageState, readonly MessageState[]>> = {
  draft: ['queued', 'cancelled'],
  queued: ['sending', 'failed', 'cancelled'],
  sending: ['sent', 'delivered', 'failed', 'unknown'],
  unknown: ['sent', 'delivered', 'failed'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  cancelled: [],
  received: [],
};

/** Where a message can begin. */
const FIRST: readonly MessageState[] = ['draft', 'received'];

/** Whether a message in state `from` may become `to`. */
export function mayBecome(from: MessageState, to: MessageState): boolean {
  return MESSAGE_TRANSITIONS[from].includes(to);
}

/**
 * Checks a table of transitions: every state is in it and can be reached, and no way leads back to a state left before.
 * Throws a sentence that names the state; the process does not start with such a table.
 */
export function checkMessageTransitions(
  table: Readonly<Record<string, readonly string[]>> = MESSAGE_TRANSITIONS,
): void {
  const reached = new Set<string>();
  const visit = (state: string, way: readonly string[]): void => {
    const next = table[state];
    if (!next) throw new Error(`The message state "${state}" has no row in the table.`);
    if (way.includes(state)) throw new Error(`The message state "${state}" leads back to itself.`);
    reached.add(state);
    for (const one of next) visit(one, [...way, state]);
  };
  for (const state of FIRST) visit(state, []);
  const lost = MESSAGE_STATES.find((state) => !reached.has(state));
  if (lost) throw new Error(`No message can ever be in state "${lost}".`);
}
