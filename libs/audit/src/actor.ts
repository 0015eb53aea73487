import type { Role } from '#contract';

/** Who makes a change: a colleague, the system by itself, or the person the record is about. */
export interface Actor {
  kind: 'staff' | 'system' | 'person';
  /** The staff member's id; absent for the system. */
  id?: string | null;
  /** The request it came with, for the audit. */
  requestId?: string | null;
  ip?: string | null;
  /** What the colleague may do, for whoever acts on a request: the audit refuses what is beyond it (rights.ts). */
  role?: Role;
  /** Leads and patients that are protected from them. */
  hidden?: ReadonlySet<string>;
  /** The emergency access this happens under, and the lead it is for (rule R9). */
  emergency?: { id: string; leadId: string; patientId: string | null };
}

/** The system itself, acting by rule. */
export const SYSTEM: Actor = { kind: 'system' };

/** The staff member behind an actor; null for everybody else. */
export function staffIdOf(actor: Actor): string | null {
  return actor.kind === 'staff' ? (actor.id ?? null) : null;
}
