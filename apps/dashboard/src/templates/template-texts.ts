import {
  lockScreenText,
  type MessageChannel,
  type TemplateText,
  type TemplateView,
  unsafeWord,
  type Language,
} from '#contract';

/** The words of one language as they are typed. */
export interface TypedText {
  subject: string;
  body: string;
}
export type TemplateTexts = Record<Language, TypedText>;

export function textsOf(template: TemplateView | null): TemplateTexts {
  const of = (language: Language): TypedText => {
    const text = template?.texts.find((each) => each.language === language);
    return { subject: text?.subject ?? '', body: text?.body ?? '' };
  };
  return { en: of('en'), es: of('es') };
}

/** The texts that were written, and that differ from what they were before. */
export function textsToSend(
  texts: TemplateTexts,
  channel: MessageChannel,
  before: TemplateTexts | null,
): TemplateText[] {
  return (['en', 'es'] as const).flatMap((language) => {
    const { subject, body } = texts[language];
    if (body.trim() === '' && before?.[language].body === body) return [];
    if (body.trim() === '' && before === null) return [];
    const same = before?.[language].body === body && before[language].subject === subject;
    return same ? [] : [{ language, subject: channel === 'email' ? subject : null, body }];
  });
}

/** A code from a name: "Missed call, first text" becomes "missed_call_first_text". */
export function codeFrom(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 60);
}

/** Where the word that must not show on a lock screen stands, in the subject or the body. */
export function unsafeAt(
  channel: MessageChannel,
  { subject, body }: TypedText,
): { field: keyof TypedText; word: string; at: number } | null {
  const inSubject = channel === 'email' ? unsafeWord(subject) : null;
  if (inSubject !== null) {
    return { field: 'subject', word: inSubject, at: subject.indexOf(inSubject) };
  }
  const word = unsafeWord(lockScreenText({ channel, subject: '', body }));
  return word === null ? null : { field: 'body', word, at: body.indexOf(word) };
}
