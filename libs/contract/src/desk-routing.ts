import { z } from 'zod';
import { codesOf, INQUIRY_KINDS, LANGUAGES, URGENCIES } from './picklists.js';
import { clearableText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const texts = (length: number) => z.array(z.string().trim().min(1).max(length)).max(60);

/**
 * When a rule applies: all that is given has to hold, any value of a list is enough, what is left out
 * does not matter. A fact that is not known matches no list. Nothing here knows of money paid to us.
 */
export const RoutingConditions = z.strictObject({
  languages: z
    .array(z.enum(codesOf(LANGUAGES)))
    .max(10)
    .optional(),
  /** Two letters. */
  states: z
    .array(z.string().regex(/^[A-Z]{2}$/, { error: 'Two letters, such as FL.' }))
    .max(60)
    .optional(),
  payerIds: z.array(id).max(60).optional(),
  levelsOfCare: texts(60).optional(),
  sourceIds: z.array(id).max(60).optional(),
  inquiryKinds: z
    .array(z.enum(codesOf(INQUIRY_KINDS)))
    .max(20)
    .optional(),
  urgencies: z
    .array(z.enum(codesOf(URGENCIES)))
    .max(4)
    .optional(),
  /** In our business hours, or outside them. */
  hours: z.enum(['open', 'closed']).optional(),
  /** Somebody who had a lead with us before. */
  returning: z.boolean().optional(),
});
export type RoutingConditions = z.infer<typeof RoutingConditions>;

const pick = z.enum(['round_robin', 'least_loaded']).default('round_robin');

/** Whom a rule gives the lead. A target that finds nobody lets the next rule decide. */
export const RoutingTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('colleague'), staffId: id }),
  /** Somebody of the team who is on duty and has room. */
  z.strictObject({ kind: z.literal('team'), teamId: id, pick }),
  /** Anybody on duty with room; `speaking`: only who speaks the person's language. */
  z.strictObject({ kind: z.literal('on_duty'), speaking: z.boolean().default(false), pick }),
  /** Who had this person's last lead, if on duty. */
  z.strictObject({ kind: z.literal('last_owner') }),
  /** Nobody: the queue, or a team's queue. */
  z.strictObject({ kind: z.literal('queue'), teamId: id.nullish() }),
]);
export type RoutingTarget = z.infer<typeof RoutingTarget>;

/** `GET /api/routing-rules`, in the order they are asked. */
export const RoutingRuleView = z.object({
  id,
  version: z.number().int(),
  position: z.number().int(),
  name: z.string(),
  active: z.boolean(),
  conditions: RoutingConditions,
  target: RoutingTarget,
  /** The rule as a sentence. */
  sentence: z.string(),
});
export type RoutingRuleView = z.infer<typeof RoutingRuleView>;

/** `POST /api/routing-rules`; it comes last unless `position` is given. */
export const RoutingRuleInput = z.object({
  name: typedText(120).min(1),
  active: z.boolean().default(true),
  conditions: RoutingConditions.default({}),
  target: RoutingTarget,
  position: z.number().int().min(0).max(10_000).optional(),
});
export type RoutingRuleInput = z.infer<typeof RoutingRuleInput>;
/** `PUT /api/routing-rules/:id` */
export const RoutingRuleEdit = RoutingRuleInput.extend({
  version: z.number().int(),
  active: z.boolean(),
  conditions: RoutingConditions,
});
export type RoutingRuleEdit = z.infer<typeof RoutingRuleEdit>;
/** `POST /api/routing-rules/order`: every rule's id in the order wanted. */
export const RoutingOrder = z.object({ ids: z.array(id).max(500) });

/** What routing looks at. */
export const RoutingFacts = z.object({
  language: z.string().max(10).default('en'),
  state: z.preprocess((value) => (value === '' ? null : value), z.string().max(2).nullish()),
  payerId: id.nullish(),
  levelOfCare: clearableText(60),
  sourceId: id.nullish(),
  inquiryKind: z.enum(codesOf(INQUIRY_KINDS)).nullish(),
  urgency: z.enum(codesOf(URGENCIES)).default('P2'),
  returning: z.boolean().default(false),
  lastOwnerId: id.nullish(),
});
export type RoutingFacts = z.infer<typeof RoutingFacts>;

/** `POST /api/routing-rules/dry-run`: a lead's facts, or made-up ones; at a time of one's choice. */
export const DryRunInput = z
  .object({ leadId: id.optional(), facts: RoutingFacts.optional(), at: when.optional() })
  .refine(({ leadId, facts }) => Boolean(leadId) !== Boolean(facts), {
    error: 'Give a lead or facts, one of the two.',
  });

/** One rule's answer: why it applied or not, and why its target found somebody or not. */
export const RuleTried = z.object({
  ruleId: id,
  name: z.string(),
  matched: z.boolean(),
  /** It decided. */
  decided: z.boolean(),
  because: z.array(z.string()),
});
export type RuleTried = z.infer<typeof RuleTried>;

/** Who would get it, and why. Both null: the queue. */
export const RoutingAnswer = z.object({
  at: when,
  ruleId: id.nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  teamId: id.nullable(),
  why: z.array(z.string()),
  rules: z.array(RuleTried),
  facts: RoutingFacts,
});
export type RoutingAnswer = z.infer<typeof RoutingAnswer>;
