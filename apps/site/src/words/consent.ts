import type { Language } from '#contract';

/**
 * The wording of the SMS consent, by version and language. A person's consent is stored with the
 * very words they saw, so a version once published is never changed: a change is a new version.
 */
const SMS_WORDING = {
  version: 'sms-2026-11',
  en: (organisation: string) =>
    `Yes, ${organisation} may send me text messages about my request, from a person or an automated system, at the number I gave. Message and data rates may apply. How many depends on my request. I can reply STOP at any time, or HELP for help. I can get help without agreeing to this.`,
  es: (organisation: string) =>
    `Sí, ${organisation} puede enviarme mensajes de texto sobre mi solicitud, de una persona o de un sistema automático, al número que di. Pueden aplicarse tarifas de mensajes y datos. La cantidad depende de mi solicitud. Puedo responder STOP en cualquier momento, o HELP para pedir ayuda. Puedo recibir ayuda sin aceptar esto.`,
};

/** What the box beside "text messages" says. */
export function smsConsentText(language: Language, organisation: string): string {
  return SMS_WORDING[language](organisation);
}

/** What is posted along with the box: the version, and the words themselves. */
export function smsConsentWording(language: Language, organisation: string): string {
  return `[${SMS_WORDING.version}/${language}] ${smsConsentText(language, organisation)}`;
}
