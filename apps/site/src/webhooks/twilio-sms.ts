import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isId } from '#platform';
import { nothing } from './bare-answers.js';
import { verifiedFields } from './twilio-request.js';
import { missing, sendXml, WebhookDoor, type WebhookOptions } from './webhook-door.js';

const ofText = { provider: 'twilio', kind: 'sms' } as const;

/** Texts that come in, and what became of those that went out. */
export function twilioSms(http: FastifyInstance, options: WebhookOptions): void {
  const door = new WebhookDoor(options);

  http.post('/twilio/sms', async (request, reply) => {
    const fields = verifiedFields(request, options);
    if (!fields.MessageSid) throw missing('MessageSid');
    await door.take(request, {
      ...ofText,
      event: 'sms',
      eventId: fields.MessageSid,
      says: fields.From,
    });
    return sendXml(reply, nothing());
  });

  http.post('/twilio/sms/status', async (request, reply) => {
    const fields = verifiedFields(request, options);
    const { MessageSid, MessageStatus = '' } = fields;
    if (!MessageSid) throw missing('MessageSid');
    await door.take(request, {
      ...ofText,
      event: 'sms_status',
      eventId: `${MessageSid}:sms_status:${MessageStatus}`,
      follows: MessageSid,
      about: messageOf(request),
    });
    return sendXml(reply, nothing());
  });
}

/** The id of our message, which we put into the address that reports on it are sent to. */
function messageOf(request: FastifyRequest): string | undefined {
  const { message } = request.query as Record<string, unknown>;
  return typeof message === 'string' && isId(message) ? message : undefined;
}
