import type { ConsentDecision, ConsentScope } from './consent.entity.js';

/** What of a ledger row decides whether it stands. */
export interface LedgerRow {
  contactPointId: string | null;
  scope: ConsentScope;
  decision: ConsentDecision;
  at: Date;
  origin: string;
}

/** Origin of the permission to answer that a text of theirs implies. It never lifts a stop: only START does. */
export const ANSWER_BY_TEXT = 'answer_by_text';

/**
 * Whether a consent of `scope` stands for a contact point (null: in general): the latest row about
 * that point or about all of the person's decides. Of two at the same moment the revoking one does,
 * and what is only implied counts while nothing was ever revoked, in whichever order it was written down.
 */
export function stands(
  ledger: readonly LedgerRow[],
  scope: ConsentScope,
  contactPointId: string | null,
): boolean {
  const about = ledger.filter(
    (row) =>
      row.scope === scope && (row.contactPointId === null || row.contactPointId === contactPointId),
  );
  const revoked = about.filter((row) => row.decision === 'revoked');
  const given = about.filter((row) => row.decision === 'given');
  if (revoked.length === 0) return given.length > 0;
  return given.some(
    (row) => row.origin !== ANSWER_BY_TEXT && revoked.every(({ at }) => at < row.at),
  );
}
