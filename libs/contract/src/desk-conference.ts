import { z } from 'zod';
import { type CallDisposition, choices, codesOf } from './picklists.js';
import { typedText } from './text.js';

const id = z.uuid();
const when = z.iso.datetime();

/** Whom one can bring into a call. */
export const PARTY_KINDS = choices({
  colleague: 'A colleague',
  facility: 'A facility',
  crisis_988: '988 Lifeline',
  emergency_911: 'A local 911 centre',
  hotline: 'A hotline',
  interpreter: 'An interpreter',
  relative: 'Family or a friend',
  payer: 'An insurance',
  court: 'A court or officer',
  other: 'Somebody else',
});
export type PartyKind = (typeof PARTY_KINDS)[number]['code'];

/** Where somebody who was asked to join stands. It only ever moves on: an end is an end. */
export const PARTY_STATES = [
  'asked',
  'dialling',
  'ringing',
  'in',
  'left',
  'not_reached',
  'unknown',
] as const;
export type PartyState = (typeof PARTY_STATES)[number];

/** Why somebody was not reached. */
export const NOT_REACHED = choices({
  busy: 'The line is busy',
  no_answer: 'Nobody answered',
  failed: 'The number cannot be reached',
  canceled: 'The call was taken back',
  refused: 'The phone company does not place this call',
});
export type NotReached = (typeof NOT_REACHED)[number]['code'];

/** Where whoever is on the line with us stands. `joining`: the call is being moved, and they hear for a moment that it is. */
export const CALLER_STATES = [
  'joining',
  'going_on_hold',
  'on_hold',
  'coming_back',
  'talking',
  'gone',
] as const;
export type CallerState = (typeof CALLER_STATES)[number];

/** How it ended for the person; null: they still speak, or it is not known yet. */
export const CONFERENCE_ENDS = choices({
  ended: 'The call ended',
  transferred: 'They stay with whom they were handed to',
  dropped: 'Our line broke off while they were on hold',
  gave_up: 'They hung up while on hold',
});
export type ConferenceEnd = (typeof CONFERENCE_ENDS)[number]['code'];

export const ConferenceParty = z.object({
  id,
  kind: z.enum(codesOf(PARTY_KINDS)),
  name: z.string(),
  /** Null for a colleague. */
  number: z.string().nullable(),
  state: z.enum(PARTY_STATES),
  because: z.enum(codesOf(NOT_REACHED)).nullable(),
  joinedAt: when.nullable(),
  leftAt: when.nullable(),
});
export type ConferenceParty = z.infer<typeof ConferenceParty>;

/** A call in which somebody can be put on hold, and to which others are brought. */
export const ConferenceView = z.object({
  id,
  callSid: z.string(),
  leadId: id.nullable(),
  caller: z.object({
    state: z.enum(CALLER_STATES),
    /** Since when they hear the hold music. */
    heldSince: when.nullable(),
    /** On hold so far, the running one not counted. */
    heldSeconds: z.number().int(),
  }),
  /** Whether it is for the colleague who looks to say what happens. */
  mine: z.boolean(),
  parties: z.array(ConferenceParty),
  over: z.boolean(),
  end: z.enum(codesOf(CONFERENCE_ENDS)).nullable(),
  /** What the call may have come to, to be confirmed by who had it. */
  proposal: z.string().nullable(),
});
export type ConferenceView = z.infer<typeof ConferenceView>;

/** `GET /api/phone/call`: the call one is in now, in a browser or on a phone. */
export const CurrentCallView = z.object({
  call: z
    .object({
      id,
      callSid: z.string(),
      leadId: id.nullable(),
      direction: z.enum(['inbound', 'outbound']),
      /** Their number; null where it is hidden. */
      phone: z.string().nullable(),
      answeredAt: when.nullable(),
      /** Why nobody can be put on hold or added; null: they can. */
      shut: z.string().nullable(),
      conference: ConferenceView.nullable(),
    })
    .nullable(),
});
export type CurrentCallView = z.infer<typeof CurrentCallView>;

/** `POST /api/phone/conferences`: puts whoever is on the line on hold, for the first time in this call. */
export const ConferenceInput = z.object({ callSid: z.string().min(1).max(64) });

/** `POST /api/phone/conferences/:id/hold`. */
export const HoldInput = z.object({ held: z.boolean() });

const usNumber = z
  .string()
  .trim()
  .regex(/^\+1[2-9]\d{9}$/, { error: 'A US number of ten digits, in the form +18005550100.' });

/**
 * `POST /api/phone/conferences/:id/parties`. `partyId` is the browser's own: the same again asks nobody twice.
 */
export const PartyInput = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('colleague'), partyId: id, staffId: id }),
  z.strictObject({ from: z.literal('directory'), partyId: id, entryId: id }),
  z.strictObject({
    from: z.literal('typed'),
    partyId: id,
    phone: usNumber,
    kind: z.enum(codesOf(PARTY_KINDS)).exclude(['colleague']),
    name: typedText(80).min(1, { error: 'Please say who it is.' }),
  }),
]);
export type PartyInput = z.infer<typeof PartyInput>;

/** A row of `GET /api/phone/third-parties`: somebody who could be brought in. */
export const ThirdPartyView = z.object({
  /** The colleague's, or the directory entry's. */
  id,
  from: z.enum(['colleague', 'directory']),
  kind: z.enum(codesOf(PARTY_KINDS)),
  name: z.string(),
  phone: z.string().nullable(),
  /** Where it is for, or what to know before one calls. */
  note: z.string(),
  /** Whether they may be brought in; `sentence` says why not, or what it rests on. */
  open: z.boolean(),
  sentence: z.string(),
});
export type ThirdPartyView = z.infer<typeof ThirdPartyView>;

/** `GET /api/phone/third-parties`: who is there, and which kinds of others may be called about this lead. */
export const ThirdParties = z.object({
  people: z.array(ThirdPartyView),
  kinds: z.array(
    z.object({ kind: z.enum(codesOf(PARTY_KINDS)), open: z.boolean(), sentence: z.string() }),
  ),
});
export type ThirdParties = z.infer<typeof ThirdParties>;

/** A row of `GET /api/phone-directory`; filters: `id`, `q`, `active`. */
export const PhoneEntryView = z.object({
  id,
  version: z.number().int(),
  kind: z.enum(codesOf(PARTY_KINDS)).exclude(['colleague']),
  name: z.string(),
  phone: z.string(),
  note: z.string(),
  active: z.boolean(),
});
export type PhoneEntryView = z.infer<typeof PhoneEntryView>;

const entryName = typedText(80).min(1, { error: 'Please give it a name.' });
const entryKind = z.enum(codesOf(PARTY_KINDS)).exclude(['colleague']);
const note = typedText(200);

export const PhoneEntryInput = z.object({
  kind: entryKind,
  name: entryName,
  phone: usNumber,
  note: note.default(''),
});
export type PhoneEntryInput = z.infer<typeof PhoneEntryInput>;

export const PhoneEntryEdit = z.object({
  version: z.number().int(),
  kind: entryKind.optional(),
  name: entryName.optional(),
  phone: usNumber.optional(),
  note: note.optional(),
  active: z.boolean().optional(),
});
export type PhoneEntryEdit = z.infer<typeof PhoneEntryEdit>;

/** What a call comes to when it is handed to somebody of this kind. */
export const HANDED_TO: Partial<Record<PartyKind, CallDisposition>> = {
  facility: 'transferred_facility',
  crisis_988: 'transferred_988',
  emergency_911: 'transferred_911',
};
