import { useState } from 'react';
import {
  fillTemplate,
  lockScreenText,
  type MessageChannel,
  smsSegments,
  type TemplatePreview,
  unsafeWord,
  variablesIn,
} from '#contract';
import { templateActions } from './messages-api';

/** A message as it is being written. */
export interface Draft {
  subject: string;
  body: string;
  templateId: string;
  language: 'en' | 'es';
  /** What somebody typed for a template's open variables. */
  values: Record<string, string>;
}

const NOTHING_WRITTEN: Omit<Draft, 'language'> = {
  subject: '',
  body: '',
  templateId: '',
  values: {},
};

/** Everything the composer keeps while somebody writes; a template fills it with this lead's words. */
export function useDraft(leadId: string, usualLanguage: 'en' | 'es') {
  const [draft, setDraft] = useState<Draft>({ ...NOTHING_WRITTEN, language: usualLanguage });
  const [onceKey, setOnceKey] = useState(() => crypto.randomUUID());
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const take = ({ subject, body }: TemplatePreview, templateId: string, language: 'en' | 'es') =>
    change({ subject: subject ?? '', body, templateId, language, values: {} });
  return {
    draft,
    onceKey,
    change,
    clear: () => {
      change(NOTHING_WRITTEN);
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
