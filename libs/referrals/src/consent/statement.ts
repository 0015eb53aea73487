import type { FinancialTie, Language } from '#contract';

/** What the statement is made of. */
export interface StatementFacts {
  language: Language;
  organisation: string;
  legalName: string;
  whoAnswers: string;
  whoPays: string;
  /** The facilities the referral may be for, with what the directory has of money between them and us. */
  facilities: readonly { name: string; financialTie: FinancialTie }[];
}

/** What is said of a facility and money, in both languages. The words are ours; the fact is the directory's. */
const TIES: Record<Language, Record<FinancialTie, (facility: string, us: string) => string>> = {
  en: {
    unknown: (facility, us) =>
      `${us} has not recorded whether it shares an owner with ${facility} or is paid by it: please ask us.`,
    none: (facility, us) => `${facility} does not share an owner with ${us} and does not pay it.`,
    owned: (facility, us) => `${facility} has the same owner as ${us}.`,
    pays: (facility, us) => `${facility} pays ${us}.`,
    owned_and_pays: (facility, us) => `${facility} has the same owner as ${us}, and pays it.`,
  },
  es: {
    unknown: (facility, us) =>
      `${us} no tiene anotado si comparte dueño con ${facility} o si recibe pagos de ese lugar: pregúntenos.`,
    none: (facility, us) => `${facility} no comparte dueño con ${us} y no le paga.`,
    owned: (facility, us) => `${facility} tiene el mismo dueño que ${us}.`,
    pays: (facility, us) => `${facility} le paga a ${us}.`,
    owned_and_pays: (facility, us) => `${facility} tiene el mismo dueño que ${us} y le paga.`,
  },
};

/**
 * What a patient is shown before a referral: who we are, who pays, that the choice is theirs (rule R14; Florida
 * Statutes 397.55). Who pays is said in the organisation's own sentences, as they are in its settings, and of each
 * facility as the directory has it: nothing is claimed here that nobody wrote there.
 */
export function referralStatement(facts: StatementFacts): string {
  const { language, legalName, whoAnswers, whoPays, facilities } = facts;
  const ties = facilities.map(({ name, financialTie }) =>
    TIES[language][financialTie](name, legalName),
  );
  const [only, ...others] = facilities;
  const speakingOf = only && others.length === 0 ? only.name : null;
  if (language === 'es') {
    return [
      `${legalName} es un servicio de referencia. No es un centro de tratamiento y no da atención médica.`,
      whoAnswers,
      whoPays,
      speakingOf ? `Le hablamos de ${speakingOf}.` : '',
      ...ties,
      'Usted elige. Puede decir que no, pedir otro lugar o llamar usted mismo a cualquier lugar, sin perder nuestra ayuda.',
    ]
      .filter(Boolean)
      .join(' ');
  }
  return [
    `${legalName} is a referral service. It is not a treatment facility and gives no medical care.`,
    whoAnswers,
    whoPays,
    speakingOf ? `We are speaking of ${speakingOf}.` : '',
    ...ties,
    'The choice is yours. You can say no, ask for another place or call any place yourself, without losing our help.',
  ]
    .filter(Boolean)
    .join(' ');
}
