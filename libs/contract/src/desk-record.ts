import { z } from 'zod';
import { codesOf, LANGUAGES, RELATIONSHIPS, URGENCIES } from './picklists.js';
import { STAGES } from './stages.js';
import { clearableText, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const stage = z.enum(STAGES);

/** What a lead is, as far as another page mentions it. */
export const LeadBrief = z.object({
  id,
  number: z.number().int(),
  patientName: z.string().nullable(),
  stage,
  urgency: z.enum(codesOf(URGENCIES)),
  ownerId: id.nullable(),
  receivedAt: when,
  closedAt: when.nullable(),
  closedReason: z.string().nullable(),
});
export type LeadBrief = z.infer<typeof LeadBrief>;

// ---------------------------------------------------------------- merging

/** The fields of a lead where two leads may differ, in the order they are shown. */
export const MERGE_FIELDS = {
  patientName: 'Patient’s name',
  forWhom: 'For whom',
  language: 'Language',
  zip: 'ZIP code',
  age: 'Age',
  pregnant: 'Pregnant',
  whenWanted: 'When',
  substances: 'Substances',
  levelRequested: 'Level of care asked for',
  levelScreened: 'Level of care screened',
  payment: 'Who pays',
  ownerId: 'Owner',
  teamId: 'Team',
  sourceId: 'Source',
} as const;
export type MergeField = keyof typeof MERGE_FIELDS;
export const MERGE_FIELD_CODES = Object.keys(MERGE_FIELDS) as [MergeField, ...MergeField[]];

/** What follows when two leads become one. */
export const MERGE_MOVES = {
  activities: 'Timeline entries',
  tasks: 'Tasks',
  calls: 'Calls',
  inquiries: 'Inquiries',
  coverages: 'Coverages',
  contacts: 'Contacts',
  tags: 'Tags',
  files: 'Files',
  messages: 'Messages',
  clocks: 'Clocks',
  other: 'Other',
} as const;
export type MergeMove = keyof typeof MERGE_MOVES;

/**
 * `GET /api/leads/:id/merge-preview?otherLeadId=`: what would happen if the other lead went into this one.
 * `fields` has those that differ only. `refusal` says in a sentence why it cannot be done (null: it can).
 */
export const MergePreview = z.object({
  kept: LeadBrief.extend({ version: z.number().int() }),
  merged: LeadBrief.extend({ version: z.number().int() }),
  /** False: two persons are on record, and they become one. */
  samePerson: z.boolean(),
  fields: z.array(
    z.object({
      field: z.enum(MERGE_FIELD_CODES),
      kept: z.unknown(),
      merged: z.unknown(),
      /** What is taken when nothing is chosen: the kept lead's value, or the other's where it has none. */
      suggested: z.enum(['kept', 'merged']),
    }),
  ),
  moves: z.array(
    z.object({
      what: z.enum(Object.keys(MERGE_MOVES) as [MergeMove, ...MergeMove[]]),
      count: z.number().int(),
    }),
  ),
  refusal: z.string().nullable(),
});
export type MergePreview = z.infer<typeof MergePreview>;

/** `POST /api/leads/:id/merges`: takes the other lead into this one. Answers with this lead's page (201). */
export const MergeInput = z.object({
  version: z.number().int(),
  otherLeadId: id,
  /** The version of the other lead that was seen. */
  otherVersion: z.number().int(),
  /** Which value wins, for each field that was chosen; the rest as the preview suggests. */
  fields: z.partialRecord(z.enum(MERGE_FIELD_CODES), z.enum(['kept', 'merged'])).default({}),
  reason: optionalText(2000),
});
export type MergeInput = z.infer<typeof MergeInput>;

/**
 * `GET /api/leads/:id/merges`: merges this lead was part of, latest first, undone ones too.
 * `POST /api/merges/:id/undo` (no body) answers with this.
 */
export const MergeView = z.object({
  id,
  kept: LeadBrief,
  merged: LeadBrief,
  reason: z.string().nullable(),
  moves: MergePreview.shape.moves,
  by: id.nullable(),
  at: when,
  undoneAt: when.nullable(),
  undoneBy: id.nullable(),
});
export type MergeView = z.infer<typeof MergeView>;

// ---------------------------------------------------------------- duplicates and episodes

/** `POST /api/leads/duplicates`: asked while somebody types. Parts that are not finished yet find nothing. */
export const DuplicateQuery = z.object({
  phone: optionalText(40),
  email: optionalText(254),
  name: optionalText(200),
  dateOfBirth: optionalText(10),
  zip: optionalText(10),
  /** The lead being worked on, which is no duplicate of itself. */
  exceptLeadId: id.optional(),
});
export type DuplicateQuery = z.infer<typeof DuplicateQuery>;

/** Why two may be the same: one code each, and the sentence people read. */
export const DUPLICATE_REASONS = {
  phone: 'The same phone number',
  email: 'The same e-mail address',
  name_and_birth: 'The same name and date of birth',
  name_and_zip: 'The same name in the same ZIP code',
  name: 'The same name',
  taken_in: 'Noticed when the request came in',
} as const;
export type DuplicateReason = keyof typeof DUPLICATE_REASONS;

/** A lead that may be of the same patient. At most 10, the strongest first. */
export const DuplicateCandidate = z.object({
  lead: LeadBrief,
  /** exact: the same contact; likely: name with birth or ZIP; possible: the name alone. */
  strength: z.enum(['exact', 'likely', 'possible']),
  reasons: z.array(
    z.object({
      code: z.enum(Object.keys(DUPLICATE_REASONS) as [DuplicateReason, ...DuplicateReason[]]),
      because: z.string(),
    }),
  ),
});
export type DuplicateCandidate = z.infer<typeof DuplicateCandidate>;

/**
 * `GET /api/leads/:id/possible-matches`: what intake noticed, decided ones too.
 * `POST /api/possible-matches/:id/dismissal` (no body): they are two people. Merging decides "same".
 */
export const PossibleMatchView = z.object({
  id,
  leadId: id,
  other: LeadBrief,
  because: z.string(),
  decision: z.enum(['same', 'different']).nullable(),
  decidedAt: when.nullable(),
  decidedBy: id.nullable(),
  createdAt: when,
});
export type PossibleMatchView = z.infer<typeof PossibleMatchView>;

/** `GET /api/leads/:id/episodes`: every lead of this patient, latest first; `current` is the one asked about. */
export const EpisodeView = LeadBrief.extend({
  current: z.boolean(),
  /** The lead it was merged into, when it was. */
  mergedInto: z.object({ id, number: z.number().int() }).nullable(),
});
export type EpisodeView = z.infer<typeof EpisodeView>;

// ---------------------------------------------------------------- contacts of a lead

const wishes = {
  safeToVoicemail: z.boolean().nullish(),
  safeToText: z.boolean().nullish(),
  preferredTime: clearableText(200),
};

/**
 * `POST /api/leads/:id/contacts` (201): somebody to speak with about the lead: a person on record
 * (`personId`), or a new one by name. Answers with the lead's page, as all changes of contacts do.
 */
export const LeadContactAdd = z
  .object({
    personId: id.optional(),
    name: optionalText(200),
    relationship: z.enum(codesOf(RELATIONSHIPS)),
    language: z.enum(['en', 'es']).default('en'),
    phone: optionalText(40),
    email: optionalText(254),
    ...wishes,
  })
  .refine(({ personId, name, phone, email }) => [personId, name, phone, email].some(Boolean), {
    path: ['name'],
    error: 'Please give a name, a phone number or an e-mail address.',
  });
export type LeadContactAdd = z.infer<typeof LeadContactAdd>;

/** `PUT /api/leads/:id/contacts/:personId`: how they stand to the patient, or what they are called. */
export const LeadContactEdit = z.object({
  name: clearableText(200),
  relationship: z.enum(codesOf(RELATIONSHIPS)).optional(),
});
export type LeadContactEdit = z.infer<typeof LeadContactEdit>;

/** A day somebody was born on: the future and the times before 1880 are slips of the finger. */
const birthDate = z.preprocess(
  (value) => (value === '' ? null : value),
  z.iso
    .date({ error: 'Please give a date such as 1985-03-01.' })
    .refine((text) => text >= '1880', { error: 'Please look at the year again.' })
    .nullish(),
);

/** `PUT /api/people/:id`: what is known of a person, corrected. Null or empty: it is not known after all. */
export const PersonEdit = z.object({
  version: z.number().int(),
  name: clearableText(200),
  birthDate,
  /** The one we write to them in. */
  language: z.enum(codesOf(LANGUAGES)).optional(),
});
export type PersonEdit = z.infer<typeof PersonEdit>;

/** `POST /api/leads/:id/contacts/:personId/end`: no longer a contact of this lead. The row is kept. */
export const LeadContactEnd = z.object({ reason: optionalText(2000) });

/** The words a patient agrees to before somebody who asked for them may follow how it stands; read aloud or shown. */
export const STATUS_SHARING_WORDING = {
  en: 'I agree that the person who asked for me sees on the page of their request how it stands: whether somebody has reached me, whether options were found, and whether it is arranged, with the day. I can take this back at any time.',
  es: 'Acepto que la persona que pidió por mí vea en la página de su solicitud cómo va: si alguien se comunicó conmigo, si se encontraron opciones y si está acordado, con el día. Puedo retirar este permiso en cualquier momento.',
} as const;

/** `POST /api/leads/:id/contacts/:personId/status-sharing`: what the patient said about this contact's following the request. */
export const StatusSharingInput = z.object({ decision: z.enum(['given', 'revoked']) });
export type StatusSharingInput = z.infer<typeof StatusSharingInput>;

/** `POST /api/leads/:id/contacts/:personId/points` (201): another number or address of theirs. */
export const ContactPointAdd = z.object({
  kind: z.enum(['phone', 'email']),
  value: typedText(254).min(1, { error: 'Please give the number or address.' }),
  ...wishes,
});
export type ContactPointAdd = z.infer<typeof ContactPointAdd>;

/** `PUT /api/leads/:id/contacts/:personId/points/:pointId`: what they wish there; null: they were not asked. */
export const ContactPointEdit = z.object(wishes);
export type ContactPointEdit = z.infer<typeof ContactPointEdit>;

/** What somebody may permit at a number or address, one by one, and at which kind of it. */
export const CONTACT_SCOPES = { call: 'phone', sms: 'phone', email: 'email' } as const;
export type ContactScope = keyof typeof CONTACT_SCOPES;

/** The words somebody agrees to before they are called again, texted or written to; read aloud to them. */
export const CONTACT_CONSENT_WORDING = {
  en: {
    call: 'We may call you at this number about your request, also after we have spoken. You can take this back at any time, and you get help without it.',
    sms: 'We may send you texts about your request to this number, from a person or an automated system. Message and data rates may apply. How many depends on your request. You can reply STOP at any time, or HELP for help, and you get help without texts.',
    email:
      'We may write to you at this e-mail address about your request. You can take this back at any time, and you get help without it.',
  },
  es: {
    call: 'Podemos llamarle a este número sobre su solicitud, también después de haber hablado. Puede retirar este permiso en cualquier momento, y recibe ayuda sin él.',
    sms: 'Podemos enviarle mensajes de texto sobre su solicitud a este número, de una persona o de un sistema automático. Pueden aplicarse tarifas de mensajes y datos. La cantidad depende de su solicitud. Puede responder STOP en cualquier momento, o HELP para pedir ayuda, y recibe ayuda sin mensajes.',
    email:
      'Podemos escribirle a este correo electrónico sobre su solicitud. Puede retirar este permiso en cualquier momento, y recibe ayuda sin él.',
  },
} as const satisfies Record<'en' | 'es', Record<ContactScope, string>>;

/** `POST /api/leads/:id/contacts/:personId/points/:pointId/consents`: what they said about being reached there. */
export const ContactConsentInput = z.object({
  scope: z.enum(['call', 'sms', 'email']),
  decision: z.enum(['given', 'revoked']),
});
export type ContactConsentInput = z.infer<typeof ContactConsentInput>;

// ---------------------------------------------------------------- files

/** The largest file of a lead, bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** What a file of a lead may be. Its content says what it is, not its name. */
export const FILE_TYPES = {
  'image/png': 'PNG picture',
  'image/jpeg': 'JPEG picture',
  'application/pdf': 'PDF',
  'text/plain': 'Text',
} as const;
export type FileType = keyof typeof FILE_TYPES;

/**
 * `POST /api/leads/:id/files`: the bytes are the body (`Content-Type: application/octet-stream`), the name
 * is in the header `X-File-Name`, percent-encoded (`encodeURIComponent`). Answers 201 with this;
 * `GET /api/leads/:id/files` with all that are not removed, latest first;
 * `GET /api/leads/:id/files/:fileId` downloads; `POST /api/leads/:id/files/:fileId/removal` (no body) hides.
 */
export const LeadFileView = z.object({
  id,
  leadId: id,
  name: z.string(),
  mediaType: z.enum(Object.keys(FILE_TYPES) as [FileType, ...FileType[]]),
  bytes: z.number().int(),
  uploadedBy: id.nullable(),
  createdAt: when,
  removedAt: when.nullable(),
});
export type LeadFileView = z.infer<typeof LeadFileView>;

// ---------------------------------------------------------------- mentions

/** In a note, a colleague is named by `@[<their id>]`; the screen shows their name. */
export const MENTION_PATTERN = /@\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/gi;

/** The colleagues a note names, each once. */
export function mentionedIn(text: string): string[] {
  return [
    ...new Set([...text.matchAll(MENTION_PATTERN)].map((found) => (found[1] ?? '').toLowerCase())),
  ];
}

/**
 * `GET /api/mentions` (a list; mine only; `filter={"unread":true}`), latest first.
 * `POST /api/mentions/:id/reading` (no body) marks one read, `POST /api/mentions/readings` all of mine.
 * The event `mention.changed` (with the mention's id) goes to the one who was mentioned.
 */
export const MentionView = z.object({
  id,
  activityId: id,
  lead: LeadBrief,
  text: z.string(),
  by: z.object({ id: id.nullable(), name: z.string().nullable() }),
  at: when,
  readAt: when.nullable(),
});
export type MentionView = z.infer<typeof MentionView>;
export const MentionsRead = z.object({ read: z.number().int() });
