import type { FastifyInstance } from 'fastify';
import { signedByCtm } from './signatures.js';
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

/** CallTrackingMetrics: the start and the end of calls, and texts. */
export function ctm(http: FastifyInstance, options: WebhookOptions): void {
  const door = new WebhookDoor(options);
  http.post('/ctm', async (request) => {
    const secret = configured(options.secrets.ctmSecret);
    const body = rawBody(request);
    const time = header(request, 'x-ctm-time');
    requireSignature(signedByCtm(secret, time, header(request, 'x-ctm-signature'), body));
    await door.take(request, ctmEvent(jsonObject(body)));
    return { status: 'taken' };
  });
}

/** Which event a body is: it doesn't name itself either. */
export function ctmEvent(body: Record<string, unknown>): WebhookEvent {
  const id = textOf(body, 'id') || textOf(body, 'sid');
  if (!id) throw missing('id');
  const outbound = textOf(body, 'direction').includes('outbound');
  if (textOf(body, 'message_body') || textOf(body, 'direction').startsWith('msg_')) {
    return {
      provider: 'ctm',
      event: outbound ? 'text_sent' : 'text_received',
      kind: 'sms',
      eventId: `${id}:text`,
      follows: outbound ? id : null,
      says: textOf(body, 'caller_number'),
    };
  }
  const event = body.duration === undefined && body.talk_time === undefined ? 'start' : 'end';
  return {
    provider: 'ctm',
    event,
    kind: event === 'end' ? endedAs(body) : 'call',
    eventId: `${id}:${event}`,
    follows: outbound ? id : null,
    says: textOf(body, 'caller_number'),
  };
}

function endedAs(body: Record<string, unknown>): WebhookEvent['kind'] {
  const status = textOf(body, 'dial_status') || textOf(body, 'status');
  if (status === 'answered' || status === 'completed') return 'call';
  return status === 'voicemail' ? 'voicemail' : 'missed_call';
}
