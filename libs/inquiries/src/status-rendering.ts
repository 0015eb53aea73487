import { z } from 'zod';

/** Where a request stands, in the steps a visitor can understand. */
export const VISITOR_STATES = ['received', 'being_called', 'in_contact', 'closed'] as const;
export type VisitorState = (typeof VISITOR_STATES)[number];

/**
 * What a visitor's status page says, in their language, sealed to their token. Nothing in it names
 * a treatment, a substance or a person: a lost or shared link tells as little as it can.
 */
export const StatusRendering = z.object({
  state: z.enum(VISITOR_STATES),
  language: z.enum(['en', 'es']),
  headline: z.string(),
  paragraphs: z.array(z.string()),
  updatedAt: z.iso.datetime(),
});
export type StatusRendering = z.infer<typeof StatusRendering>;
