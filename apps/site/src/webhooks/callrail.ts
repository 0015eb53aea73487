import type { FastifyInstance } from 'fastify';
import type { InquiryKind } from '#contract';
import { signedByCallRail } from './signatures.js';
import {
  configured,
  header,
  jsonObject,
  missing,
  rawBody,
  requireSignature,
  textOf,
  WebhookDoor,
  type WebhookEvent,
  type WebhookOptions,
} from './webhook-door.js';

type Body = Record<string, unknown>;

/** CallRail sends every event to one address, never again after a refusal, and doesn't name the event. */
export function callRail(http: FastifyInstance, options: WebhookOptions): void {
  const door = new WebhookDoor(options);
  http.post('/callrail', async (request) => {
    const key = configured(options.secrets.callRailSigningKey);
    const body = rawBody(request);
    requireSignature(signedByCallRail(key, header(request, 'signature'), body));
    await door.take(request, callRailEvent(jsonObject(body)));
    return { status: 'taken' };
  });
}

/** Which event a body is, by the fields that only this event has. */
export function callRailEvent(body: Body): WebhookEvent {
  const id = textOf(body, 'resource_id') || textOf(body, 'id');
  if (!id) throw missing('id');
  const event = eventOf(body);
  return {
    provider: 'callrail',
    event,
    kind: kindOf(body, event),
    eventId: `${id}:${event}`,
    follows: standsAlone(event) ? null : id,
    says: textOf(body, 'source_number') || textOf(body, 'customer_phone_number'),
  };
}

function eventOf(body: Body): string {
  if ('form_data' in body) return 'form_submission';
  if ('content' in body) return 'agent' in body ? 'text_sent' : 'text_received';
  const outbound = body.direction === 'outbound' || body.call_type === 'outbound';
  if ('changes' in body) return outbound ? 'outbound_modified' : 'call_modified';
  if (outbound) return 'outbound_post_call';
  return body.duration === undefined || body.duration === null ? 'pre_call' : 'post_call';
}

/** What our own people did, and what changed later, is no new inquiry. */
function standsAlone(event: string): boolean {
  return ['form_submission', 'text_received', 'pre_call', 'post_call'].includes(event);
}

function kindOf(body: Body, event: string): InquiryKind {
  if (event === 'form_submission') return 'form';
  if (event.startsWith('text_')) return 'sms';
  if (event !== 'post_call' || body.answered === true) return 'call';
  return body.voicemail === true ? 'voicemail' : 'missed_call';
}
