import {
  DISCLOSURE_PURPOSES,
  type DisclosurePurpose,
  PACKET_SECTIONS,
  type PacketSection,
} from '#contract';

/** A written consent as the ledger has it. A missing element is null or empty: then it covers nothing. */
export interface WrittenConsent {
  id: string;
  /** Whose record it is; null: nobody is named. */
  patientId: string | null;
  patientName: string | null;
  /** Who discloses. */
  discloser: string | null;
  /** To whom. */
  facilityIds: readonly string[];
  /** What. */
  sections: readonly PacketSection[];
  purpose: DisclosurePurpose | null;
  /** The words say that it can be taken back, and how. */
  saysRevocable: boolean;
  /** When it ends. */
  expiresAt: Date | null;
  signedName: string | null;
  signedAt: Date | null;
  revokedAt: Date | null;
}

/** What is to be disclosed. */
export interface WantedDisclosure {
  patientId: string;
  facilityId: string;
  sections: readonly PacketSection[];
  purpose: DisclosurePurpose;
}

/**
 * What a consent lacks for a disclosure at a moment; empty: it covers it. Elements of 42 CFR 2.31(a): the patient, who
 * discloses, what, to whom, for what, the right to take it back, when it ends, signature and date.
 */
export function lacks(consent: WrittenConsent, wanted: WantedDisclosure, now: Date): string[] {
  const missing: string[] = [];
  if (consent.patientId !== wanted.patientId || !filled(consent.patientName)) {
    missing.push('a consent of this patient');
  }
  if (!filled(consent.discloser)) missing.push('who discloses');
  if (!consent.facilityIds.includes(wanted.facilityId)) {
    missing.push('a consent that names this facility');
  }
  if (wanted.sections.length === 0) missing.push('what is disclosed');
  const beyond = wanted.sections.filter((section) => !consent.sections.includes(section));
  if (beyond.length > 0) missing.push(`a consent to disclose: ${beyond.map(labelled).join('; ')}`);
  if (consent.purpose !== wanted.purpose) {
    missing.push(`a consent for this purpose: ${purposeLabel(wanted.purpose)}`);
  }
  if (!consent.saysRevocable) missing.push('the right to take the consent back, in its words');
  if (consent.expiresAt === null) missing.push('when the consent ends');
  else if (consent.expiresAt <= now) missing.push('a consent that has not expired');
  if (!filled(consent.signedName) || consent.signedAt === null)
    missing.push('a signature with its date');
  else if (consent.signedAt > now) missing.push('a signature that is not of the future');
  if (consent.revokedAt !== null && consent.revokedAt <= now) {
    missing.push('a consent that was not taken back');
  }
  return missing;
}

/**
 * The consent that covers a disclosure, or what the nearest one lacks. Of several that cover it, the one that was
 * signed last.
 */
export function coveringConsent(
  consents: readonly WrittenConsent[],
  wanted: WantedDisclosure,
  now: Date,
): { consentId: string; lacks: [] } | { consentId: null; lacks: string[] } {
  let nearest: string[] | undefined;
  const latestFirst = consents.toSorted(
    (one, other) => (other.signedAt?.getTime() ?? 0) - (one.signedAt?.getTime() ?? 0),
  );
  for (const consent of latestFirst) {
    const missing = lacks(consent, wanted, now);
    if (missing.length === 0) return { consentId: consent.id, lacks: [] };
    if (!nearest || missing.length < nearest.length) nearest = missing;
  }
  return { consentId: null, lacks: nearest ?? ['a consent signed by the patient'] };
}

function filled(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}

function labelled(section: PacketSection): string {
  return PACKET_SECTIONS.find(({ code }) => code === section)?.label ?? section;
}

function purposeLabel(purpose: DisclosurePurpose): string {
  return DISCLOSURE_PURPOSES.find(({ code }) => code === purpose)?.label ?? purpose;
}
