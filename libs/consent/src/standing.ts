import type { ConsentDecision, ConsentScope } from './consent.entity.js';

/** What of a ledger row decides whether it stands. */
export interface LedgerRow {
  contactPointId: string | null;
  scope: ConsentScope;
  decision: ConsentDecision;
  at: Date;
}

/**
 * Whether a consent of `scope` stands for a contact point (null: in general): the latest row about
 * that point or about all of the person's decides. Of two at the same moment the revoking one does.
 */
export function stands(
  ledger: readonly LedgerRow[],
  scope: ConsentScope,
  contactPointId: string | null,
): boolean {
  let latest: LedgerRow | undefined;
  for (const row of ledger) {
    if (row.scope !== scope) continue;
    if (row.contactPointId !== null && row.contactPointId !== contactPointId) continue;
    const later = !latest || row.at > latest.at;
    const tie = latest?.at.getTime() === row.at.getTime() && row.decision === 'revoked';
    if (later || tie) latest = row;
  }
  return latest?.decision === 'given';
}
