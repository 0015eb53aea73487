import { z } from 'zod';
import { CALL_DISPOSITIONS, codesOf } from './picklists.js';
import { optionalText, typedText } from './text.js';

const id = z.uuid();
const when = z.iso.datetime();

/** A colleague's name at the phone company: letters, digits and `_` only, as Twilio's clients want it. */
export function phoneIdentityOf(staffId: string): string {
  return `staff_${staffId.replaceAll('-', '')}`;
}

/** Whose name this is: `client:staff_…` or `staff_…`; null for any other text. */
export function staffOfIdentity(text: string): string | null {
  const [, hex] = /^(?:client:)?staff_([0-9a-f]{32})$/.exec(text) ?? [];
  return hex ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
}

/**
 * `GET /api/phone`: whether one can call in the browser. `simulated` in the demo without an account: calls run
 * through the site as real ones do, only nobody is heard.
 */
export const PhoneView = z.object({
  kind: z.enum(['twilio', 'simulated', 'none']),
  identity: z.string(),
  /** Until when calls ring in this colleague's browser; null: they don't. */
  readyUntil: when.nullable(),
});
export type PhoneView = z.infer<typeof PhoneView>;

/** `POST /api/phone/token`: lets the browser speak to the phone company for a while. */
export const PhoneToken = z.object({ token: z.string(), expiresAt: when });
export type PhoneToken = z.infer<typeof PhoneToken>;

/** `POST /api/phone/line`: calls ring in this browser for the next minute and a half, or no more. */
export const PhoneLineInput = z.object({ ready: z.boolean() });

/** `POST /api/phone/permits`: asks to call one number of a lead now. */
export const DialInput = z.object({ leadId: id, contactPointId: id });
export type DialInput = z.infer<typeof DialInput>;

/** Good for one call within a minute. `to` is shown and sent with it. */
export const DialPermit = z.object({
  permit: z.string(),
  to: z.string(),
  name: z.string().nullable(),
  expiresAt: when,
});
export type DialPermit = z.infer<typeof DialPermit>;

const e164 = z
  .string()
  .trim()
  .regex(/^\+1\d{10}$/, { error: 'A US number in the form +18005550100.' });

/** `POST /api/phone/descriptions`: what came of a call one had in the browser. Once. */
export const CallDescription = z.object({
  callSid: z.string().min(1).max(64),
  disposition: z.enum(codesOf(CALL_DISPOSITIONS)),
  note: optionalText(5000),
});
export type CallDescription = z.infer<typeof CallDescription>;

/** Who rings: a colleague's browser, a number, or every browser in which calls are taken. */
export const RingMember = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('staff'), staffId: id }),
  z.strictObject({ kind: z.literal('phone'), phone: e164, label: typedText(80).min(1) }),
  z.strictObject({ kind: z.literal('everyone') }),
]);
export type RingMember = z.infer<typeof RingMember>;

const members = z
  .array(RingMember)
  .min(1, { error: 'Please choose who rings.' })
  .max(10, { error: 'At most ten can be rung.' });
const name = typedText(80).min(1, { error: 'Please give it a name.' });
const seconds = z.number().int().min(5).max(60);

/** A row of `GET /api/ring-groups`; filters: `id`, `q`, `active`. */
export const RingGroupView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  /** One after another instead of all at once. */
  inTurn: z.boolean(),
  /** How long each rings, or all do. */
  seconds: z.number().int(),
  members: z.array(RingMember),
  /** Rings for every number that has no group of its own. */
  isDefault: z.boolean(),
  active: z.boolean(),
});
export type RingGroupView = z.infer<typeof RingGroupView>;

export const RingGroupInput = z.object({
  name,
  inTurn: z.boolean().default(false),
  seconds: seconds.default(20),
  members,
  isDefault: z.boolean().default(false),
});
export type RingGroupInput = z.infer<typeof RingGroupInput>;

export const RingGroupEdit = z.object({
  version: z.number().int(),
  name: name.optional(),
  inTurn: z.boolean().optional(),
  seconds: seconds.optional(),
  members: members.optional(),
  isDefault: z.boolean().optional(),
  active: z.boolean().optional(),
});
export type RingGroupEdit = z.infer<typeof RingGroupEdit>;

/** What the simulated phone tells its browser. */
export const SimulatedLineEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('ringing'),
    legId: z.string(),
    callSid: z.string(),
    from: z.string(),
    /** A colleague who speaks with them asks one to join. */
    asked: z.boolean().optional(),
  }),
  z.object({ event: z.literal('open'), legId: z.string() }),
  z.object({ event: z.literal('over'), legId: z.string() }),
]);
export type SimulatedLineEvent = z.infer<typeof SimulatedLineEvent>;

/** `POST /api/phone/simulated/calls`: dials with a permit, as the phone company's library would. */
export const SimulatedDial = z.object({
  permit: z.string().min(1).max(100),
  to: e164,
});
export const SimulatedLeg = z.object({ legId: z.string(), callSid: z.string() });
/** `POST /api/phone/simulated/callers`: somebody made up calls the main line. */
export const SimulatedCaller = z.object({ from: e164.optional() });
