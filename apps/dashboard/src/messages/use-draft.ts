import { useState } from 'react';
import {
  fillTemplate,
  lockScreenText,
  type MessageChannel,
  type MessageView,
  smsSegments,
  type TemplatePreview,
  unsafeWord,
  variablesIn,
  type Language,
} from '#contract';
import { templateActions } from './messages-api';

/** A message as it is being written. */
export interface Draft {
  subject: string;
  body: string;
  templateId: string;
  language: Language;
  /** What somebody typed for a template's open variables. */
  values: Record<string, string>;
}

const NOTHING_WRITTEN: Omit<Draft, 'language' | 'subject'> = {
  body: '',
  templateId: '',
  values: {},
};

/** Everything the composer keeps while somebody writes; a template fills it with this lead's words. */
export function useDraft(
  leadId: string,
  usualLanguage: Language,
  answers: MessageView | undefined,
) {
  const nothing = { ...NOTHING_WRITTEN, subject: answeringSubject(answers) };
  const [draft, setDraft] = useState<Draft>({ ...nothing, language: usualLanguage });
  const [onceKey, setOnceKey] = useState(() => crypto.randomUUID());
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const take = ({ subject, body }: TemplatePreview, templateId: string, language: Language) =>
    change({ subject: subject ?? '', body, templateId, language, values: {} });
  return {
    draft,
    onceKey,
    change,
    clear: () => {
      change(nothing);
      setOnceKey(crypto.randomUUID());
    },
    useTemplate: async (templateId: string, language = draft.language) => {
      if (templateId === '') {
        change({ templateId, language });
        return;
      }
      take(await templateActions.preview(templateId, { language, leadId }), templateId, language);
    },
  };
}

/** "Re: …" of the e-mail that is answered, unless its subject has a word that no lock screen may show. */
function answeringSubject(answers: MessageView | undefined): string {
  const subject = answers?.channel === 'email' ? (answers.subject ?? '') : '';
  if (subject === '' || unsafeWord(subject) !== null) return '';
  return `Re: ${subject.replace(/^(re:\s*)+/i, '')}`.slice(0, 200);
}

export interface DraftFacts {
  subject: string;
  body: string;
  /** Variables that are still open. */
  open: string[];
  /** The word that would show on a lock screen. */
  unsafe: string | null;
  /** Parts a text is sent in; null for an e-mail. */
  segments: number | null;
}

/** What would be sent, and what is still to be seen to before that. */
export function factsOf(draft: Draft, channel: MessageChannel): DraftFacts {
  const subject = fillTemplate(draft.subject, draft.values).text;
  const body = fillTemplate(draft.body, draft.values).text;
  return {
    subject,
    body,
    open: variablesIn(`${subject}\n${body}`),
    unsafe: unsafeWord(lockScreenText({ channel, subject, body })),
    segments: channel === 'sms' ? smsSegments(body) : null,
  };
}
