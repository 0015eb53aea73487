import type { z } from 'zod';
import {
  type MessageCreate,
  type MessageView,
  type TemplateCreate,
  type TemplateEdit,
  type TemplatePreview,
  type TemplateView,
  type Language,
} from '#contract';
import { send } from '../api/http-client';

const message = (id: string, what: string) => `/api/messages/${encodeURIComponent(id)}/${what}`;

type Step = Pick<MessageView, 'id' | 'version'>;

/** The verbs of a message. */
export const messageActions = {
  write: (input: z.input<typeof MessageCreate>) =>
    send<MessageView>('POST', '/api/messages', input),
  dispatch: ({ id, version }: Step) =>
    send<MessageView>('POST', message(id, 'dispatch'), { version }),
  cancel: ({ id, version }: Step) =>
    send<MessageView>('POST', message(id, 'cancellation'), { version }),
  retry: ({ id, version }: Step) => send<MessageView>('POST', message(id, 'retry'), { version }),
  handle: ({ id, version }: Step) =>
    send<MessageView>('POST', message(id, 'handling'), { version }),
  confirmSender: ({ id, version }: Step) =>
    send<MessageView>('POST', message(id, 'sender-confirmation'), { version }),
  doubtSender: ({ id, version }: Step) =>
    send<MessageView>('POST', message(id, 'sender-confirmation/undo'), { version }),
};

/** The verbs of a template. */
export const templateActions = {
  preview: (id: string, input: { language: Language; leadId?: string }) =>
    send<TemplatePreview>('POST', `/api/templates/${encodeURIComponent(id)}/preview`, input),
  create: (input: z.input<typeof TemplateCreate>) =>
    send<TemplateView>('POST', '/api/templates', input),
  edit: (id: string, input: z.input<typeof TemplateEdit>) =>
    send<TemplateView>('PUT', `/api/templates/${encodeURIComponent(id)}`, input),
};
