import { z } from 'zod';
import { STATUS_ACTS } from '#contract';

/** Where a request stands, in the steps a visitor can understand, in their order. */
export const VISITOR_STATES = [
  'received',
  'assigned',
  'being_called',
  'in_contact',
  'options',
  'arranged',
  'closed',
  'withdrawn',
] as const;
export type VisitorState = (typeof VISITOR_STATES)[number];

/** What a status page says in one language. */
export const StatusTexts = z.object({
  headline: z.string(),
  /** What is promised until a moment, and what is to be said from then on, if nobody has written the page anew by then. */
  promise: z
    .object({ text: z.string(), until: z.iso.datetime(), after: z.string() })
    .nullable()
    .default(null),
  paragraphs: z.array(z.string()),
  /** The way of a request; who asked for somebody else is shown none of it. */
  steps: z
    .array(z.object({ label: z.string(), at: z.iso.datetime().nullable(), now: z.boolean() }))
    .default([]),
  /** What they have agreed to and not taken back: sentences. */
  agreed: z.array(z.string()).default([]),
  /** What they sent from this page and what came of it, latest first: sentences. */
  done: z.array(z.string()).default([]),
});
export type StatusTexts = z.infer<typeof StatusTexts>;

/**
 * What a visitor's status page says, sealed to their token: in the language of the request, and in the other one.
 * Nothing in it names a treatment, a substance or a person: a lost or shared link tells as little as it can.
 */
export const StatusRendering = StatusTexts.extend({
  state: z.enum(VISITOR_STATES),
  language: z.enum(['en', 'es']),
  /** The same in the other language; what was written before there was one has none. */
  inOther: StatusTexts.optional(),
  /** The call at a time of their choice that is to come, and the zone they chose it in; absent in what was written before. */
  call: z.object({ at: z.iso.datetime(), zone: z.string() }).nullable().optional(),
  /** What they can ask for now. */
  acts: z.array(z.enum(STATUS_ACTS)).default([]),
  updatedAt: z.iso.datetime(),
});
export type StatusRendering = z.infer<typeof StatusRendering>;
