/**
 * Words that must not show on somebody's lock screen: drugs, treatment, the place of treatment. Each is a pattern over
 * one word without accents. Source: docs/domain.md, "Content on lock screens".
 */
const UNSAFE: readonly RegExp[] = [
  // Drugs and drink.
  /^(drug|narcotic|opioid|opiate|opiaceo|opioide|stimulant|sedative|substance|droga|estupefaciente|sustancia)s?$/,
  /^(drunk|borracho|borracha|drinking|alcohol\w*|heroin\w*|fentan\w+|cocain\w*|crack|meth|methamphet\w+|metanfetamin\w*|marijuana|cannabis|weed|kratom|xylazine|oxycod\w+|oxycontin|percocet|vicodin|xanax|benzo\w*|barbitur\w+)$/,
  /^(methadon\w*|metadona|suboxone|subutex|buprenorphin\w*|buprenorfina|naltrexon\w*|vivitrol|naloxon\w*|narcan)$/,
  // What it does.
  /^(addict\w*|adict\w*|adiccion\w*|overdos\w*|sobredosis|relaps\w*|recaid\w*|withdrawals?|abstinen\w*|sober\w*|sobri\w+|intoxica\w+)$/,
  // Treatment.
  /^(treatments?|tratamientos?|rehab\w*|detox\w*|desintoxica\w*|recovery|recoveries|recuperacion\w*|therap(y|ies|ist|ists)|terapia\w*|inpatient|outpatient|residential|psychiatr\w*|psiquiatr\w*|aftercare|halfway)$/,
  // Where it happens.
  /^(facilit(y|ies)|clinics?|clinicas?|hospitals?|hospitales|sanatori\w+|admissions?)$/,
];

/** The first word of a text that must not show on a lock screen, as it is written there; null when there is none. */
export function unsafeWord(text: string): string | null {
  for (const [written] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const plain = written.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
    if (UNSAFE.some((pattern) => pattern.test(plain))) return written;
  }
  return null;
}

/** The most of an e-mail that mail programs show before it is opened; characters. */
export const PREVIEW_LENGTH = 150;

/** What of a message can be read without opening it: an SMS whole, of an e-mail the subject and how it begins. */
export function lockScreenText(message: {
  channel: 'sms' | 'email';
  subject?: string | null | undefined;
  body: string;
}): string {
  if (message.channel === 'sms') return message.body;
  return `${message.subject ?? ''}\n${message.body.slice(0, PREVIEW_LENGTH)}`;
}

// GSM 03.38 without the letters of its extension table, which count twice.
const GSM =
  /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;

/** How many parts an SMS is sent in: 160 or 70 characters for one, 153 or 67 each for more. */
export function smsSegments(text: string): number {
  if (text === '') return 1;
  if (GSM.test(text)) {
    const units = text.length + (text.match(/[\^{}\\[~\]|€]/g)?.length ?? 0);
    return units <= 160 ? 1 : Math.ceil(units / 153);
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}
