import { z } from 'zod';
import { choices, codesOf } from './picklists.js';
import { typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const version = z.number().int();

/** What somebody outside can be told of. The codes are the audit's own. */
export const WEBHOOK_EVENTS = choices({
  'lead.opened': 'A lead was opened',
  'lead.stage_changed': 'A lead moved to another stage',
  'lead.assigned': 'A lead was given to somebody',
  'referral.changed': 'A referral moved',
});
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]['code'];

/** Where a delivery stands. */
export const DELIVERY_STATES = choices({
  waiting: 'Under way',
  delivered: 'Delivered',
  failed: 'Given up',
});
export type DeliveryState = (typeof DELIVERY_STATES)[number]['code'];

/** `GET /api/webhooks` */
export const WebhookView = z.object({
  id,
  version,
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(codesOf(WEBHOOK_EVENTS))),
  active: z.boolean(),
  /** Until when an older secret signs beside the new one. */
  olderSecretUntil: when.nullable(),
  createdAt: when,
});
export type WebhookView = z.infer<typeof WebhookView>;

const fields = {
  name: typedText(80).min(1, { error: 'Give it a name.' }),
  url: typedText(500).refine(
    (text) => URL.canParse(text) && new URL(text).protocol === 'https:' && !new URL(text).username,
    { error: 'An address that begins with https://, without a name or password in it.' },
  ),
  events: z
    .array(z.enum(codesOf(WEBHOOK_EVENTS)))
    .min(1, { error: 'Choose at least one.' })
    .max(WEBHOOK_EVENTS.length),
};

/** `POST /api/webhooks` */
export const WebhookInput = z.object(fields);
export type WebhookInput = z.infer<typeof WebhookInput>;
/** `PUT /api/webhooks/:id` */
export const WebhookEdit = z.object({
  version,
  name: fields.name.optional(),
  url: fields.url.optional(),
  events: fields.events.optional(),
  active: z.boolean().optional(),
});
export type WebhookEdit = z.infer<typeof WebhookEdit>;
/** `POST /api/webhooks/:id/secret`: a new one; the older signs beside it for a day. */
export const WebhookNewSecret = z.object({ version });
/** What making one, or a new secret, answers: the secret is shown this once. */
export const WebhookSecret = z.object({ webhook: WebhookView, secret: z.string() });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

/** `GET /api/webhook-deliveries`, filters: `endpointId`, `state`. */
export const DeliveryView = z.object({
  id,
  endpointId: id,
  event: z.enum(codesOf(WEBHOOK_EVENTS)),
  state: z.enum(codesOf(DELIVERY_STATES)),
  attempts: z.number().int(),
  answer: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  createdAt: when,
  triedAt: when.nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;
