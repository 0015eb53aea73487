import type { FastifyInstance } from 'fastify';
import { CallScript } from './call-script.js';
import { verifiedFields } from './twilio-request.js';
import { missing, sendXml, WebhookDoor, type WebhookOptions } from './webhook-door.js';

const ofText = { provider: 'twilio', kind: 'sms' } as const;

/** Texts that come in, and what became of those that went out. */
export function twilioSms(http: FastifyInstance, options: WebhookOptions): void {
  const script = new CallScript(options.publicUrl);
  const door = new WebhookDoor(options);

  http.post('/twilio/sms', async (request, reply) => {
    const fields = verifiedFields(request, options);
    if (!fields.MessageSid) throw missing('MessageSid');
    await door.take(request, { ...ofText, event: 'sms', eventId: fields.MessageSid });
    return sendXml(reply, script.nothing());
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
    });
    return sendXml(reply, script.nothing());
  });
}
