import { createHash } from 'node:crypto';
import { type Language, PACKET_SECTIONS, type PacketSection } from '#contract';

/** What the words of a consent are made of. */
export interface ConsentWords {
  language: Language;
  patientName: string;
  /** The organisation's legal name. */
  discloser: string;
  /** Where the consent can be taken back: the organisation's phone, as people read it; null: none is set up. */
  phone: string | null;
  facilities: readonly { name: string; place: string | null }[];
  sections: readonly PacketSection[];
  expiresOn: Date;
}

const SECTIONS_ES: Record<PacketSection, string> = {
  identity: 'Nombre y fecha de nacimiento',
  contact: 'Cómo comunicarse con el paciente',
  needs: 'Qué ayuda se busca: sustancias, nivel de atención, cuándo',
  safety: 'Lo necesario para una admisión segura: edad, embarazo, urgencia',
  coverage: 'Seguro u otra forma de pago',
  travel: 'Cómo y cuándo viaja, acompañante, medicinas, identificación',
};

/**
 * The words a patient signs: every element of 42 CFR 2.31(a), in plain language. The same input gives the same words,
 * so that what was shown and what was signed can be compared by {@link wordingHash}.
 */
export function consentWording(words: ConsentWords): string {
  return words.language === 'es' ? spanish(words) : english(words);
}

/** SHA-256 of the exact words. */
export function wordingHash(wording: string): Buffer {
  return createHash('sha256').update(wording, 'utf8').digest();
}

/** A section as the patient reads it. */
export function sectionLabel(section: PacketSection, language: Language): string {
  if (language === 'es') return SECTIONS_ES[section];
  return PACKET_SECTIONS.find(({ code }) => code === section)?.label ?? section;
}

function english(words: ConsentWords): string {
  const { patientName, discloser, phone } = words;
  const back = phone ? `by calling ${phone}, or on this page` : 'on this page';
  return [
    'Consent to share my information (42 CFR Part 2)',
    `Patient: ${patientName}`,
    `Who may share: ${discloser}`,
    `With whom:\n${places(words)}`,
    `What may be shared:\n${listed(words)}`,
    'What for: to arrange my admission to treatment.',
    `Until when: this consent ends on ${dayOf(words.expiresOn, 'en-US')}, unless I take it back before.`,
    `I can take this consent back at any time, ${back}. What was shared before that cannot be called back.`,
    'I do not have to sign. If I do not sign, nothing is shared, and I can still be helped: I can call any place myself.',
    'The places named above must keep my information confidential under federal law. If they share it further as the law permits, it may no longer be protected in the same way.',
  ].join('\n\n');
}

function spanish(words: ConsentWords): string {
  const { patientName, discloser, phone } = words;
  const back = phone ? `llamando al ${phone} o en esta página` : 'en esta página';
  return [
    'Consentimiento para compartir mi información (42 CFR Parte 2)',
    `Paciente: ${patientName}`,
    `Quién puede compartir: ${discloser}`,
    `Con quién:\n${places(words)}`,
    `Qué se puede compartir:\n${listed(words)}`,
    'Para qué: para organizar mi admisión a tratamiento.',
    `Hasta cuándo: este consentimiento termina el ${dayOf(words.expiresOn, 'es-US')}, salvo que lo retire antes.`,
    `Puedo retirar este consentimiento en cualquier momento, ${back}. Lo que se compartió antes no se puede deshacer.`,
    'No estoy obligado a firmar. Si no firmo, no se comparte nada y aún pueden ayudarme: yo mismo puedo llamar a cualquier lugar.',
    'Los lugares nombrados deben mantener mi información confidencial según la ley federal. Si la comparten como la ley permite, es posible que ya no esté protegida de la misma manera.',
  ].join('\n\n');
}

function places({ facilities }: ConsentWords): string {
  return facilities.map(({ name, place }) => `– ${place ? `${name}, ${place}` : name}`).join('\n');
}

function listed({ sections, language }: ConsentWords): string {
  return sections.map((section) => `– ${sectionLabel(section, language)}`).join('\n');
}

/** Made once: making one takes longer than all the other words. */
const days = {
  'en-US': new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
  'es-US': new Intl.DateTimeFormat('es-US', { dateStyle: 'long', timeZone: 'UTC' }),
};

function dayOf(day: Date, locale: keyof typeof days): string {
  return days[locale].format(day);
}
