import { z } from 'zod';
import { MAX_BULK } from './limits.js';

const when = z.iso.datetime();

/** Why a machine may have written a request, and what that is in words. One of them is enough to hold it back. */
export const SUSPICIONS = {
  honeypot: 'filled in a field that people cannot see',
  too_fast: 'was sent faster than people type',
  form_ticket_mangled: 'came with a form that is not ours',
  many_from_address: 'is one of many from the same address',
  many_for_phone: 'is one of many for the same phone number',
  known_address: 'came from an address that was confirmed to send spam',
} as const;
export type Suspicion = keyof typeof SUSPICIONS;

/** What a colleague said of something that was held back. */
export const QUARANTINE_VERDICTS = ['person', 'machine'] as const;
export type QuarantineVerdict = (typeof QUARANTINE_VERDICTS)[number];

/** A request that waits for somebody to look at it, opened: reading the page is put on record. */
export const QuarantineRow = z.object({
  id: z.uuid(),
  reference: z.string(),
  receivedAt: when,
  /** form, api, … */
  provider: z.string(),
  suspicion: z.array(z.string()),
  /** Null: this one does not open, or is no request. */
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  message: z.string().nullable(),
});
export type QuarantineRow = z.infer<typeof QuarantineRow>;

/** How one reason of doubt has done: what colleagues said of the last ones held for it, and what follows from that. */
export const SuspicionStanding = z.object({
  reason: z.string(),
  waiting: z.number().int(),
  persons: z.number().int(),
  machines: z.number().int(),
  /** Whether it still holds requests back. */
  holds: z.boolean(),
  because: z.string(),
});
export type SuspicionStanding = z.infer<typeof SuspicionStanding>;

/** `GET /api/quarantine?reason=`: who waits longest first, at most 50, and what the desk has taught. */
export const QuarantinePage = z.object({
  /** Counted up to COUNT_CAP. */
  waiting: z.number().int(),
  rows: z.array(QuarantineRow),
  reasons: z.array(SuspicionStanding),
});
export type QuarantinePage = z.infer<typeof QuarantinePage>;

/**
 * `POST /api/quarantine/decisions`: says of some, or of all that wait for one reason, that people or a machine wrote
 * them. By reason, at most 500 at a time and only as machines: ask again while `left` is not 0.
 */
export const QuarantineDecision = z.union([
  z.strictObject({
    verdict: z.enum(QUARANTINE_VERDICTS),
    ids: z.array(z.uuid()).min(1).max(MAX_BULK),
  }),
  z.strictObject({
    verdict: z.literal('machine'),
    reason: z.enum(Object.keys(SUSPICIONS) as [Suspicion, ...Suspicion[]]),
    /** None that came later: nobody has seen those. */
    receivedTo: when,
  }),
]);
export type QuarantineDecision = z.infer<typeof QuarantineDecision>;

export const QuarantineDecided = z.object({ decided: z.number().int(), left: z.number().int() });
export type QuarantineDecided = z.infer<typeof QuarantineDecided>;
