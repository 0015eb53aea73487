import { STAGES, type Stage } from '#contract';

/**
 * The one table of where a lead may go: forward, back (recorded, the steps in between marked as
 * undone), closed, and from closed back to where it was closed (nothing else: a new request opens a
 * new lead). `contacted` may follow `new` when the person reached us first; who pays without
 * insurance goes from `qualified` to `matched`.
 */
export const STAGE_TRANSITIONS: Readonly<Record<Stage, readonly Stage[]>> = {
  new: ['attempted', 'contacted', 'closed'],
  attempted: ['contacted', 'new', 'closed'],
  contacted: ['qualified', 'attempted', 'new', 'closed'],
  qualified: ['verifying', 'matched', 'contacted', 'attempted', 'closed'],
  verifying: ['matched', 'qualified', 'contacted', 'closed'],
  matched: ['referred', 'verifying', 'qualified', 'contacted', 'closed'],
  referred: ['accepted', 'matched', 'verifying', 'qualified', 'closed'],
  accepted: ['scheduled', 'referred', 'matched', 'closed'],
  scheduled: ['admitted', 'accepted', 'matched', 'closed'],
  admitted: ['scheduled', 'closed'],
  closed: [
    'new',
    'attempted',
    'contacted',
    'qualified',
    'verifying',
    'matched',
    'referred',
    'accepted',
    'scheduled',
    'admitted',
  ],
};

/** Whether a move goes back (or reopens); such a move has no gate. */
export function goesBack(from: Stage, to: Stage): boolean {
  return from === 'closed' || (to !== 'closed' && STAGES.indexOf(to) < STAGES.indexOf(from));
}

/** Throws when a table has a stage that cannot be reached, left or closed, or leads nowhere known. */
export function checkTransitions(table: Readonly<Record<string, readonly string[]>>): void {
  const known = new Set<string>(STAGES);
  const reached = new Set(['new']);
  const queue = ['new'];
  for (let stage = queue.pop(); stage !== undefined; stage = queue.pop()) {
    for (const next of table[stage] ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  }
  for (const stage of STAGES) {
    const targets = table[stage];
    if (!targets) throw new Error(`The stage table has no row for ${stage}.`);
    if (!reached.has(stage)) throw new Error(`No way leads to the stage ${stage}.`);
    if (new Set(targets).size !== targets.length) throw new Error(`${stage} names a stage twice.`);
    if (targets.includes(stage)) throw new Error(`${stage} leads to itself.`);
    const unknown = targets.find((target) => !known.has(target));
    if (unknown) throw new Error(`${stage} leads to ${unknown}, which is no stage.`);
    if (stage !== 'closed' && !targets.includes('closed'))
      throw new Error(`${stage} never closes.`);
  }
}

checkTransitions(STAGE_TRANSITIONS);
