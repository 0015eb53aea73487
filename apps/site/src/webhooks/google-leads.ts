import type { FastifyInstance } from 'fastify';
import { sameText } from './signatures.js';
import {
  configured,
  jsonObject,
  missing,
  rawBody,
  requireSignature,
  textOf,
  WebhookDoor,
  type WebhookOptions,
} from './webhook-door.js';

/** Google's lead forms: no signature but a key inside the body. A test lead is shown, and opens nothing. */
export function googleLeads(http: FastifyInstance, options: WebhookOptions): void {
  const door = new WebhookDoor(options);
  http.post('/google-leads', async (request) => {
    const key = configured(options.secrets.googleLeadsKey);
    const body = jsonObject(rawBody(request));
    requireSignature(sameText(textOf(body, 'google_key'), key));
    const leadId = textOf(body, 'lead_id');
    if (!leadId) throw missing('lead_id');
    await door.take(request, {
      provider: 'google_leads',
      event: 'lead_form',
      kind: 'ad_lead_form',
      eventId: leadId,
      suspicion: body.is_test === true ? ['test'] : [],
    });
    return {};
  });
}
