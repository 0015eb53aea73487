import type { PacketSection } from '#contract';

/** What of a patient's record a packet may be made of. Nothing else is read for it. */
export interface PacketFacts {
  name: string | null;
  /** ISO date. */
  birthDate: string | null;
  phone: string | null;
  email: string | null;
  language: string;
  safeToVoicemail: boolean | null;
  substances: readonly string[];
  levelWanted: string | null;
  whenWanted: string | null;
  age: number | null;
  pregnant: string | null;
  urgency: string;
  payment: string | null;
  coverages: readonly {
    payer: string | null;
    planType: string;
    memberId: string | null;
    groupNumber: string | null;
    subscriberName: string | null;
  }[];
  travel: readonly PacketLine[];
}

/** One line of a packet, in words. */
export interface PacketLine {
  label: string;
  value: string;
}

export interface PacketPart {
  section: PacketSection;
  title: string;
  lines: readonly PacketLine[];
}

const TITLES: Record<PacketSection, string> = {
  identity: 'Patient',
  contact: 'How to reach the patient',
  needs: 'Help sought',
  safety: 'For a safe admission',
  coverage: 'Paying',
  travel: 'Travel',
};
/** In the order in which a facility reads them. */
const ORDER: readonly PacketSection[] = [
  'identity',
  'contact',
  'needs',
  'safety',
  'coverage',
  'travel',
];

/**
 * The parts of a packet: only the sections that the consent lets out, and of each only what is known. Minimum
 * necessary (45 CFR 164.502(b), 42 CFR 2.13(a)): no notes, no messages, nobody else's data but the policyholder's name.
 */
export function packetParts(
  facts: PacketFacts,
  sections: readonly PacketSection[],
  words: { label(list: 'substance' | 'level' | 'plan' | 'when' | 'payment', code: string): string },
): PacketPart[] {
  const makers: Record<PacketSection, () => PacketLine[]> = {
    identity: () => lines(['Name', facts.name], ['Date of birth', facts.birthDate]),
    contact: () =>
      lines(
        ['Phone', facts.phone],
        ['E-mail', facts.email],
        ['Language', facts.language === 'es' ? 'Spanish' : 'English'],
        ['Safe to leave a voicemail', yesNo(facts.safeToVoicemail)],
      ),
    needs: () =>
      lines(
        ['Level of care wanted', facts.levelWanted && words.label('level', facts.levelWanted)],
        ['Substances', facts.substances.map((code) => words.label('substance', code)).join(', ')],
        ['When', facts.whenWanted && words.label('when', facts.whenWanted)],
      ),
    safety: () =>
      lines(
        ['Age', facts.age === null ? null : String(facts.age)],
        ['Pregnant', facts.pregnant],
        ['Urgency', facts.urgency],
      ),
    coverage: () => [
      ...lines(['How it is paid', facts.payment && words.label('payment', facts.payment)]),
      ...facts.coverages.flatMap((coverage) =>
        lines(
          ['Payer', coverage.payer],
          ['Plan type', words.label('plan', coverage.planType)],
          ['Member id', coverage.memberId],
          ['Group', coverage.groupNumber],
          ['Policyholder', coverage.subscriberName],
        ),
      ),
    ],
    travel: () => [...facts.travel],
  };
  return ORDER.filter((section) => sections.includes(section)).flatMap((section) => {
    const made = makers[section]();
    return made.length > 0 ? [{ section, title: TITLES[section], lines: made }] : [];
  });
}

function lines(...pairs: [label: string, value: string | null | undefined][]): PacketLine[] {
  return pairs.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function yesNo(value: boolean | null): string | null {
  if (value === null) return null;
  return value ? 'Yes' : 'No';
}
