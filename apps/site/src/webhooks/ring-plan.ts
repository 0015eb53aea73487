import type { Ring, RingLine } from '../routing/routing.js';

/** Who is rung besides a group. */
interface Phones {
  dutyPhone: string | null;
  backupPhone: string | null;
}

/** One ringing: these lines at once, for so long. */
export interface RingStep {
  /** Comes back with the question what to do next: `group`, `m0`, `m1`, …, `duty`, `backup`. */
  name: string;
  lines: readonly RingLine[];
  seconds: number;
}

/** How long a phone rings before the next one, in seconds. */
const RING_SECONDS = 25;
/** The most lines that Twilio rings at once. */
const AT_ONCE = 10;

/** The first step of ringing that has somebody in it; undefined: nobody can be rung. */
export function firstStep(phones: Phones, ring: Ring | null, called: string): RingStep | undefined {
  return planOf(phones, ring, called).find(rings);
}

/**
 * The step after the one of this name. A name that is in no plan (the group was changed while it rang) goes on
 * with the duty phone.
 */
export function nextStep(
  phones: Phones,
  ring: Ring | null,
  called: string,
  name: string,
): RingStep | undefined {
  const plan = planOf(phones, ring, called);
  const at = plan.findIndex((step) => step.name === name);
  const from = at >= 0 ? at + 1 : plan.findIndex((step) => step.name === 'duty');
  return plan.slice(from).find(rings);
}

/** The group first, all at once or one after another, then the duty phone, then the backup line. */
function planOf({ dutyPhone, backupPhone }: Phones, ring: Ring | null, called: string): RingStep[] {
  const phone = (name: string, number: string | null): RingStep => ({
    name,
    lines: usable(number === null ? [] : [{ phone: number }], called),
    seconds: RING_SECONDS,
  });
  return [...groupSteps(ring, called), phone('duty', dutyPhone), phone('backup', backupPhone)];
}

function groupSteps(ring: Ring | null, called: string): RingStep[] {
  if (!ring) return [];
  const { seconds, members } = ring;
  if (!ring.inTurn) return [{ name: 'group', lines: usable(members.flat(), called), seconds }];
  return members.map((lines, at) => ({ name: `m${at}`, lines: usable(lines, called), seconds }));
}

/** Each line once. Ringing the number that was called would go round for ever. */
function usable(lines: readonly RingLine[], called: string): RingLine[] {
  const known = new Set<string>([called]);
  const once = lines.filter((line) => {
    const address = 'phone' in line ? line.phone : line.client;
    if (known.has(address)) return false;
    known.add(address);
    return true;
  });
  return once.slice(0, AT_ONCE);
}

function rings({ lines }: RingStep): boolean {
  return lines.length > 0;
}
