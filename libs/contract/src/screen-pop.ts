/** What decides who is shown a call that comes in. */
export interface RingingCall {
  /** Who took it already; null: it still rings. */
  takenBy: string | null;
  /** Whose the caller's lead is. */
  ownerId: string | null;
}

/** Who works at that moment, by their ids. */
export interface WhoWorks {
  open: boolean;
  onDuty: readonly string[];
  onCall: readonly string[];
}

/**
 * Whether a call pops up on somebody's screen: at whoever took it and at nobody else; while it rings, at the
 * lead's owner, at everybody on duty, and after hours at whoever is on call, because then their phone rings.
 */
export function popsUpFor(
  staffId: string,
  { takenBy, ownerId }: RingingCall,
  { open, onDuty, onCall }: WhoWorks,
): boolean {
  if (takenBy !== null) return takenBy === staffId;
  return ownerId === staffId || onDuty.includes(staffId) || (!open && onCall.includes(staffId));
}
