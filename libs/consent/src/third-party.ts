import type { PartyKind } from '#contract';

/** What it rests on that somebody may be brought into a call. */
export type BringInBasis = 'own_staff' | 'emergency' | 'interpreter' | 'consent';

export type BringInDecision =
  | { allowed: true; basis: BringInBasis; sentence: string }
  | { allowed: false; sentence: string };

const BASIS: Partial<Record<PartyKind, [BringInBasis, string]>> = {
  colleague: ['own_staff', 'One of us.'],
  crisis_988: [
    'emergency',
    'In an emergency nobody has to agree first (42 CFR 2.51). The call is put on record.',
  ],
  emergency_911: [
    'emergency',
    'In an emergency nobody has to agree first (42 CFR 2.51). The call is put on record.',
  ],
  hotline: [
    'emergency',
    'In an emergency nobody has to agree first (42 CFR 2.51). The call is put on record.',
  ],
  interpreter: ['interpreter', 'Interprets for us, and is bound as we are.'],
};

/**
 * Whether somebody of this kind may be brought into a call about a patient: colleagues, interpreters and, in an emergency,
 * those who help then, always; everybody else learns that there is a patient, which takes the patient's consent to
 * disclosure. Pure. Sources: docs/domain.md "Contact rules", rule R10; 42 CFR 2.12(c), 2.31, 2.51.
 */
export function mayBringIn(
  kind: PartyKind,
  { disclosure }: { /** The patient's consent to disclosure stands. */ disclosure: boolean },
): BringInDecision {
  const rests = BASIS[kind];
  if (rests) return { allowed: true, basis: rests[0], sentence: rests[1] };
  if (disclosure) {
    return {
      allowed: true,
      basis: 'consent',
      sentence: 'The patient’s consent to disclosure stands.',
    };
  }
  return {
    allowed: false,
    sentence:
      'Closed: they would learn of the patient, and no consent of the patient to disclosure is on record.',
  };
}
