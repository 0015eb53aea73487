/** A colleague as far as handing out leads goes. */
export interface StaffOnHand {
  id: string;
  role: string;
  status: string;
  onDuty: boolean;
  languages: readonly string[];
  teamId: string | null;
  /** Null: never yet, so first in turn. */
  lastAssignedAt: Date | null;
}

/** Who chose, and the words for it. */
export interface OwnerChosen {
  ownerId: string;
  teamId: string | null;
  because: string;
}

/**
 * Whose turn it is: an active intake agent on duty who speaks the person's language, else any on
 * duty; among them the one who has waited longest for a lead. Null when nobody is on duty.
 */
export function chooseOwner(
  staff: readonly StaffOnHand[],
  lead: { language: string },
): OwnerChosen | null {
  const ready = staff.filter(
    ({ role, status, onDuty }) => role === 'agent' && status === 'active' && onDuty,
  );
  const speaking = ready.filter(({ languages }) => languages.includes(lead.language));
  const [next] = (speaking.length > 0 ? speaking : ready).toSorted(inTurn);
  if (!next) return null;
  const because =
    speaking.length > 0
      ? 'On duty, speaks the language, and next in turn.'
      : 'On duty and next in turn; nobody on duty speaks the language.';
  return { ownerId: next.id, teamId: next.teamId, because };
}

function inTurn(one: StaffOnHand, other: StaffOnHand): number {
  const waited = (one.lastAssignedAt?.getTime() ?? 0) - (other.lastAssignedAt?.getTime() ?? 0);
  return waited || (one.id < other.id ? -1 : 1);
}
