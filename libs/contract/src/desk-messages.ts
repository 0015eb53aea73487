import { z } from 'zod';
import { clearableText, moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

export const MESSAGE_CHANNELS = ['sms', 'email'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

export const MESSAGE_DIRECTIONS = ['out', 'in'] as const;
export type MessageDirection = (typeof MESSAGE_DIRECTIONS)[number];

/** Where a message stands. `unknown`: the provider may have taken it; no machine sends it again. */
export const MESSAGE_STATE_LABELS = {
  draft: 'Draft',
  queued: 'Waiting to be sent',
  sending: 'Being sent',
  sent: 'Sent',
  delivered: 'Delivered',
  failed: 'Not delivered',
  unknown: 'Not known whether it was sent',
  cancelled: 'Cancelled',
  received: 'Received',
} as const;
export type MessageState = keyof typeof MESSAGE_STATE_LABELS;
export const MESSAGE_STATES = Object.keys(MESSAGE_STATE_LABELS) as [
  MessageState,
  ...MessageState[],
];

/** What a message is for. Confirmations are sent by the system, once, and need no consent of their own. */
export const MESSAGE_PURPOSES = [
  'conversation',
  'stop_confirmation',
  'start_confirmation',
] as const;
export type MessagePurpose = (typeof MESSAGE_PURPOSES)[number];

/** Why a way to reach somebody is closed, or a message was not sent, as a colleague reads it. */
export const CLOSED_BECAUSE = {
  inbound_unprocessed: 'Something they sent has not been read by the system yet.',
  no_consent: 'They have not agreed to be contacted this way.',
  stopped: 'They asked us to stop.',
  request_used_up: 'Their request to be called is answered, or older than 7 days.',
  not_safe_to_text: 'They said that a text is not safe.',
  quiet_hours: 'It is too early or too late where they may be.',
  three_in_a_day: 'They were tried three times in 24 hours, the most their state permits.',
  follow_up_over: 'Following up has ended: 90 days are over.',
  held_too_long: 'It could not be sent in time, and would come too late now.',
  provider_not_configured: 'No provider is set up for this: reach them another way.',
  address_gone: 'This number or address no longer belongs to them.',
  undeliverable: 'What was sent to this address came back: ask them for another one.',
} as const;
export type ClosedBecause = keyof typeof CLOSED_BECAUSE;

/** A picture or file that came with a text: where the provider keeps it. It is not fetched. */
export const MessageMedia = z.object({ url: z.string(), contentType: z.string() });
export type MessageMedia = z.infer<typeof MessageMedia>;

/** A file that came with an e-mail: kept as a file of the lead, or named with why it was left out. */
export const MessageAttachment = z.object({
  name: z.string(),
  fileId: id.nullable(),
  leftOut: z.string().nullable(),
});
export type MessageAttachment = z.infer<typeof MessageAttachment>;

/** One SMS or e-mail, decrypted for readers who hold `message.read`. */
export const MessageView = z.object({
  id,
  version: z.number().int(),
  leadId: id.nullable(),
  leadNumber: z.number().int().nullable(),
  personId: id.nullable(),
  personName: z.string().nullable(),
  contactPointId: id.nullable(),
  /** The phone number or e-mail address on their side. */
  address: z.string().nullable(),
  channel: z.enum(MESSAGE_CHANNELS),
  direction: z.enum(MESSAGE_DIRECTIONS),
  purpose: z.enum(MESSAGE_PURPOSES),
  state: z.enum(MESSAGE_STATES),
  subject: z.string().nullable(),
  body: z.string(),
  media: z.array(MessageMedia),
  /** Of an e-mail that came in: what it repeats of earlier ones, apart from what they wrote. */
  quoted: z.string().nullable(),
  attachments: z.array(MessageAttachment),
  /** Written by a machine of theirs (out of office, a notice): nobody waits for an answer. */
  automatic: z.boolean(),
  /** Of an e-mail that came in: whether our mail server vouches for its address; null where that was not asked. */
  senderProven: z.boolean().nullable(),
  /** When and by whom it was confirmed another way that they wrote it; null: it was not. */
  senderConfirmedAt: when.nullable(),
  senderConfirmedBy: id.nullable(),
  language: z.string(),
  templateTextId: id.nullable(),
  /** When it is to be sent, or tried again; null: at once. */
  sendAt: when.nullable(),
  sentAt: when.nullable(),
  deliveredAt: when.nullable(),
  receivedAt: when.nullable(),
  /** A key of CLOSED_BECAUSE: why it waits, or was not sent. */
  closedBecause: z.string().nullable(),
  /** The provider's code of a failure, and what it means. */
  errorCode: z.string().nullable(),
  errorSentence: z.string().nullable(),
  inReplyToId: id.nullable(),
  /** The failed message that this one repeats. */
  retryOfId: id.nullable(),
  inquiryId: id.nullable(),
  handledAt: when.nullable(),
  handledBy: id.nullable(),
  createdBy: id.nullable(),
  createdAt: when,
});
export type MessageView = z.infer<typeof MessageView>;

/**
 * `POST /api/messages`: writes a message and, unless it stays a draft, sends it: at once, or at `sendAt`. Give the
 * text, or a template (its text for the language is filled in), or both (the text counts).
 */
export const MessageCreate = z.object({
  leadId: id,
  contactPointId: id,
  channel: z.enum(MESSAGE_CHANNELS),
  subject: optionalText(200),
  body: optionalText(5000),
  templateId: id.optional(),
  language: z.enum(['en', 'es']).optional(),
  /** For a template's variables that nothing on the lead can fill. */
  values: z.record(z.string().max(60), z.string().max(300)).optional(),
  sendAt: moment.nullish(),
  inReplyToId: id.nullish(),
  draft: z.boolean().default(false),
  /** The same key by the same colleague again gives the same message: a double click sends once. */
  onceKey: z.string().min(8).max(100).optional(),
});
export type MessageCreate = z.infer<typeof MessageCreate>;

/** `POST /api/messages/:id/dispatch`: sends a draft. */
export const MessageDispatch = z.object({ version: z.number().int(), sendAt: moment.nullish() });
/** `POST /api/messages/:id/cancellation`, `/retry`, `/handling` */
export const MessageStep = z.object({ version: z.number().int() });
export type MessageStep = z.infer<typeof MessageStep>;

/** `GET /api/mailbox`: how reading incoming e-mail goes. */
export const MailboxView = z.object({
  /** False: no mailbox is set up, and no e-mail comes in. */
  configured: z.boolean(),
  /** `user@host/folder`; null when none is set up. */
  mailbox: z.string().nullable(),
  /** When it was last read to its end. */
  readAt: when.nullable(),
  /** Since when it cannot be read, and why, in words. */
  failingSince: when.nullable(),
  failure: z.string().nullable(),
});
export type MailboxView = z.infer<typeof MailboxView>;

/** One way to reach somebody on a lead: `GET /api/leads/:id/channels`. */
export const ChannelView = z.object({
  id: z.string(),
  personId: id,
  personName: z.string().nullable(),
  relationship: z.string(),
  contactPointId: id,
  address: z.string(),
  channel: z.enum(['call', 'sms', 'email']),
  open: z.boolean(),
  /** A key of CLOSED_BECAUSE; null when open. */
  because: z.string().nullable(),
  sentence: z.string().nullable(),
  /** When it opens by itself; null: it is open, or only a person can open it. */
  opensAt: when.nullable(),
});
export type ChannelView = z.infer<typeof ChannelView>;

// ---------------------------------------------------------------- templates

/** What a template may name, with an example. */
export const TEMPLATE_VARIABLES = {
  firstName: 'Maria',
  organisation: 'Harbor Line',
  phone: '(888) 555-0100',
  agentName: 'Alex',
  callTime: '3 p.m.',
  appointmentDay: 'Tuesday',
  appointmentTime: '10:30 a.m.',
} as const;
export type TemplateVariable = keyof typeof TEMPLATE_VARIABLES;

const VARIABLE = /\{\{([^{}]*)\}\}/g;

/** The names in `{{…}}`, each once, as they are written. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name.trim()))];
}

/** The first name in `{{…}}` that no template may use; undefined when all are known. */
export function unknownVariable(text: string): string | undefined {
  return variablesIn(text).find((name) => !Object.hasOwn(TEMPLATE_VARIABLES, name));
}

/** Puts the values in; names without a value are listed in `missing` and stay as they are. */
export function fillTemplate(
  text: string,
  values: Readonly<Record<string, string | undefined>>,
): { text: string; missing: string[] } {
  const missing = variablesIn(text).filter((name) => !values[name]);
  return {
    text: text.replaceAll(VARIABLE, (whole, name: string) => values[name.trim()] || whole),
    missing,
  };
}

/** One version of a template's words. */
export const TemplateTextView = z.object({
  id,
  language: z.enum(['en', 'es']),
  /** Counts up with every new version; what was sent keeps its own. */
  number: z.number().int(),
  subject: z.string().nullable(),
  body: z.string(),
  variables: z.array(z.string()),
  writtenBy: id.nullable(),
  createdAt: when,
});
export const TemplateView = z.object({
  id,
  version: z.number().int(),
  code: z.string(),
  name: z.string(),
  channel: z.enum(MESSAGE_CHANNELS),
  active: z.boolean(),
  /** The newest text of each language. */
  texts: z.array(TemplateTextView),
  createdAt: when,
  updatedAt: when,
});
export type TemplateView = z.infer<typeof TemplateView>;

export const TemplateText = z.object({
  language: z.enum(['en', 'es']),
  subject: clearableText(200),
  body: typedText(5000).min(1, { error: 'Please write the text.' }),
});
export type TemplateText = z.infer<typeof TemplateText>;

/** `POST /api/templates` */
export const TemplateCreate = z.object({
  code: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, {
    error: 'A code is lower-case letters, digits and . _ -',
  }),
  name: typedText(120).min(1, { error: 'Please name the template.' }),
  channel: z.enum(MESSAGE_CHANNELS),
  texts: z.array(TemplateText).min(1, { error: 'Please write a text.' }).max(2),
});
export type TemplateCreate = z.infer<typeof TemplateCreate>;

/** `PUT /api/templates/:id`: a text that differs from the newest becomes the next version of its language. */
export const TemplateEdit = z.object({
  version: z.number().int(),
  name: optionalText(120),
  active: z.boolean().optional(),
  texts: z.array(TemplateText).max(2).optional(),
});
export type TemplateEdit = z.infer<typeof TemplateEdit>;

/** `POST /api/templates/:id/preview`: for a lead, or with examples; of the saved text, or of what is being typed. */
export const TemplatePreviewInput = z.object({
  language: z.enum(['en', 'es']).default('en'),
  leadId: id.optional(),
  subject: optionalText(200),
  body: optionalText(5000),
});
export const TemplatePreview = z.object({
  subject: z.string().nullable(),
  body: z.string(),
  /** Variables that nothing filled. */
  missing: z.array(z.string()),
  /** Names in {{…}} that no template may use. */
  unknown: z.array(z.string()),
  /** The word that must not show on a lock screen; null: there is none. */
  unsafeWord: z.string().nullable(),
  /** Parts that an SMS is sent in; null for an e-mail. */
  segments: z.number().int().nullable(),
});
export type TemplatePreview = z.infer<typeof TemplatePreview>;
