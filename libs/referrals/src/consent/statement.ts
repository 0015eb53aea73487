import type { Language } from '#contract';

/** What the statement is made of. */
export interface StatementFacts {
  language: Language;
  organisation: string;
  legalName: string;
  whoAnswers: string;
  whoPays: string;
  /** The facility the referral is for; null before one is chosen. */
  facilityName: string | null;
}

/**
 * What a patient is shown before a referral: who we are, who pays, that the choice is theirs (rule R14; Florida
 * Statutes 397.55). Who pays is said in the organisation's own
 * sentences, as they are in its settings: nothing is claimed here that nobody wrote there.
 */
export function referralStatement(facts: StatementFacts): string {
  const { legalName, whoAnswers, whoPays, facilityName } = facts;
  if (facts.language === 'es') {
    return [
      `${legalName} es un servicio de referencia. No es un centro de tratamiento y no da atención médica.`,
      whoAnswers,
      whoPays,
      facilityName ? `Le hablamos de ${facilityName}.` : '',
      'Usted elige. Puede decir que no, pedir otro lugar o llamar usted mismo a cualquier lugar, sin perder nuestra ayuda.',
    ]
      .filter(Boolean)
      .join(' ');
  }
  return [
    `${legalName} is a referral service. It is not a treatment facility and gives no medical care.`,
    whoAnswers,
    whoPays,
    facilityName ? `We are speaking of ${facilityName}.` : '',
    'The choice is yours. You can say no, ask for another place or call any place yourself, without losing our help.',
  ]
    .filter(Boolean)
    .join(' ');
}
