import type { FastifyInstance } from 'fastify';
import { sameText, signedByMeta } from './signatures.js';
import {
  configured,
  header,
  jsonObject,
  rawBody,
  requireSignature,
  textOf,
  WebhookDoor,
  type WebhookOptions,
} from './webhook-door.js';

/** Meta's lead ads. One request may tell of several leads, and of none that concerns us. */
export function metaLeads(http: FastifyInstance, options: WebhookOptions): void {
  const door = new WebhookDoor(options);

  http.get('/meta-leads', async (request, reply) => {
    const token = configured(options.secrets.metaVerifyToken);
    const query = request.query as Record<string, unknown>;
    requireSignature(
      query['hub.mode'] === 'subscribe' && sameText(textOf(query, 'hub.verify_token'), token),
    );
    return reply.type('text/plain; charset=utf-8').send(textOf(query, 'hub.challenge'));
  });

  http.post('/meta-leads', async (request) => {
    const secret = configured(options.secrets.metaAppSecret);
    const body = rawBody(request);
    requireSignature(signedByMeta(secret, header(request, 'x-hub-signature-256'), body));
    for (const leadId of leadIds(jsonObject(body))) {
      await door.take(request, {
        provider: 'meta_leads',
        event: `leadgen:${leadId}`.slice(0, 60),
        kind: 'ad_lead_form',
        eventId: leadId,
        // Meta groups leads anew when it tries again: the lead is what is the same.
        digestOf: Buffer.from(leadId),
      });
    }
    return { status: 'taken' };
  });
}

function leadIds(body: Record<string, unknown>): string[] {
  const changes = objects(body.entry).flatMap((entry) => objects(entry.changes));
  const ids = changes
    .filter((change) => change.field === 'leadgen')
    .flatMap((change) => objects([change.value]))
    .map((value) => textOf(value, 'leadgen_id'));
  return [...new Set(ids)].filter((id) => id !== '');
}

function objects(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is Record<string, unknown> => typeof item === 'object' && item !== null,
  );
}
