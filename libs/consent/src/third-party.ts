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

/** Which consents of the patient stand. */
export interface ThirdPartyConsents {
  /** To disclosure to a facility. */
  facility: boolean;
  /** To speaking with the insurance. */
  payer: boolean;
  /** To disclosure to somebody who is no facility: family, a court. One signed for a facility is none. */
  others: boolean;
}

/**
 * Whether somebody of this kind may be brought into a call about a patient: colleagues, interpreters and, in an emergency,
 * those who help then, always; everybody else learns that there is a patient, which takes a consent of the patient that is for
 * such as them. That it names this very one, the colleague looks up: the sentence asks for it. Pure. Sources: docs/domain.md
 * "Contact rules", rule R10; 42 CFR 2.12(c), 2.31, 2.51.
 */
export function mayBringIn(kind: PartyKind, consents: ThirdPartyConsents): BringInDecision {
  const rests = BASIS[kind];
  if (rests) return { allowed: true, basis: rests[0], sentence: rests[1] };
  if (covers(kind, consents)) {
    return {
      allowed: true,
      basis: 'consent',
      sentence: 'A consent of the patient for such as them stands. Look up that it names them.',
    };
  }
  return {
    allowed: false,
    sentence:
      'Closed: they would learn of the patient, and no consent of the patient to that is on record.',
  };
}

function covers(kind: PartyKind, { facility, payer, others }: ThirdPartyConsents): boolean {
  if (kind === 'facility') return facility;
  return kind === 'payer' ? payer : others;
}
