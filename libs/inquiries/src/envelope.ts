import { z } from 'zod';
import {
  CARD_SIDES,
  codesOf,
  ConsentAnswer,
  DirectoryReport,
  FacilityAnswer,
  HelpRequest,
  StatusAnswer,
} from '#contract';

/** Photos of an insurance card as the camera made them: whoever opens them draws them anew first. */
const cards = z
  .array(z.object({ side: z.enum(codesOf(CARD_SIDES)), content: z.base64() }))
  .max(2)
  .optional();

/** A request for help as the public page or its JSON way took it. */
export const HelpRequestEnvelope = z.object({
  type: z.literal('help_request'),
  request: HelpRequest,
  cards,
  /** Keyed digest of the address it came from, hexadecimal: two can be compared, none can be read. */
  from: z.string().optional(),
  receivedAt: z.iso.datetime(),
});

/** A provider's webhook: the raw body as it was received and verified, parsed by the worker only. */
export const WebhookEnvelope = z.object({
  type: z.literal('webhook'),
  provider: z.enum(['twilio', 'callrail', 'ctm', 'google_leads', 'meta_leads']),
  /** Which of the provider's events: `voice`, `voice_status`, `after_dial`, `recording`, `sms`, `post_call`, … */
  event: z.string().min(1).max(60),
  contentType: z.string().max(200),
  body: z.string(),
  /** Our own id of what it reports on, where the address it was sent to carried one. */
  about: z.uuid().optional(),
  /** Whom of it, or which call of the provider’s, where the event does not say so itself. */
  part: z.string().min(1).max(64).optional(),
  receivedAt: z.iso.datetime(),
});

/** What the holder of an unsubscribe link asked for: no more e-mails, or no contact at all. */
export const UnsubscribeEnvelope = z.object({
  type: z.literal('unsubscribe'),
  token: z.string(),
  scope: z.enum(['email', 'all']),
  receivedAt: z.iso.datetime(),
});

/** An e-mail as our mailbox had it. What decides whether it may be a wish of somebody's is beside it, readable without parsing. */
export const EmailEnvelope = z.object({
  type: z.literal('email'),
  /** Base64 of the message; of one that is too large, of its beginning; empty when the mailbox would not give it. */
  raw: z.string(),
  /** Of the whole message. */
  bytes: z.number().int(),
  /** Every address in its From, as addresses are compared. */
  from: z.array(z.string()),
  /** The messages of ours that it names as what it answers. */
  answers: z.array(z.uuid()),
  receivedAt: z.iso.datetime(),
});

/** What the holder of a facility's link answered. The token stays at the site: its digest finds the link. */
export const ReferralAnswerEnvelope = z.object({
  type: z.literal('referral_answer'),
  /** Hexadecimal. */
  link: z.string().regex(/^[0-9a-f]{64}$/),
  answer: FacilityAnswer,
  receivedAt: z.iso.datetime(),
});

/** What the holder of a link to sign decided. */
export const ConsentAnswerEnvelope = z.object({
  type: z.literal('consent_answer'),
  /** Hexadecimal. */
  link: z.string().regex(/^[0-9a-f]{64}$/),
  answer: ConsentAnswer,
  /** Keyed digest of the address it came from, hexadecimal: two can be compared, none can be read. */
  ipDigest: z.string(),
  receivedAt: z.iso.datetime(),
});

/** What a visitor of the finder says is wrong about a facility. */
export const DirectoryReportEnvelope = z.object({
  type: z.literal('directory_report'),
  report: DirectoryReport,
  receivedAt: z.iso.datetime(),
});

/** What somebody sent from the page of their own request. The token stays at the site: its digest finds the request. */
export const StatusAnswerEnvelope = z.object({
  type: z.literal('status_answer'),
  /** Hexadecimal. */
  link: z.string().regex(/^[0-9a-f]{64}$/),
  answer: StatusAnswer,
  cards,
  receivedAt: z.iso.datetime(),
});

/** What an inquiry's sealed payload holds. Sealed at the door, opened by the worker. */
export const Envelope = z.discriminatedUnion('type', [
  HelpRequestEnvelope,
  WebhookEnvelope,
  UnsubscribeEnvelope,
  EmailEnvelope,
  ReferralAnswerEnvelope,
  ConsentAnswerEnvelope,
  DirectoryReportEnvelope,
  StatusAnswerEnvelope,
]);
export type Envelope = z.infer<typeof Envelope>;
export type HelpRequestEnvelope = z.infer<typeof HelpRequestEnvelope>;
export type WebhookEnvelope = z.infer<typeof WebhookEnvelope>;
export type UnsubscribeEnvelope = z.infer<typeof UnsubscribeEnvelope>;
export type EmailEnvelope = z.infer<typeof EmailEnvelope>;
export type ReferralAnswerEnvelope = z.infer<typeof ReferralAnswerEnvelope>;
export type StatusAnswerEnvelope = z.infer<typeof StatusAnswerEnvelope>;
export type ConsentAnswerEnvelope = z.infer<typeof ConsentAnswerEnvelope>;
export type DirectoryReportEnvelope = z.infer<typeof DirectoryReportEnvelope>;

/** Whatever opens sealed payloads: the vault of desk and worker. */
export interface Opener {
  open(sealed: Buffer): Buffer;
}

/** The bytes that are sealed. */
export function envelopeBytes(envelope: Envelope): Buffer {
  return Buffer.from(JSON.stringify(envelope));
}

/**
 * Opens an inquiry's payload. Throws the vault's error when it was tampered with or its key is
 * unknown, and a ZodError when what is inside is no envelope of a known version.
 */
export function openEnvelope(vault: Opener, sealed: Buffer): Envelope {
  return Envelope.parse(JSON.parse(vault.open(sealed).toString('utf8')));
}
