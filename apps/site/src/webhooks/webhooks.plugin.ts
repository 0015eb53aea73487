import type { FastifyInstance } from 'fastify';
import { errorAnswer } from '#platform';
import { callRail } from './callrail.js';
import { ctm } from './ctm.js';
import { googleLeads } from './google-leads.js';
import { metaLeads } from './meta-leads.js';
import { twilioSms } from './twilio-sms.js';
import { twilioVoice } from './twilio-voice.js';
import type { WebhookOptions } from './webhook-door.js';

/** Largest body a provider sends, with room; bytes. */
const BODY_LIMIT = 1024 * 1024;

/**
 * Adds everything below `/webhooks`. Bodies stay raw here, because signatures cover bytes; an event
 * is on disk before its provider gets a 2xx.
 */
export async function registerWebhooks(
  http: FastifyInstance,
  options: WebhookOptions,
): Promise<void> {
  await http.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
        (_request, body, done) => done(null, body),
      );
      scope.setErrorHandler((error, request, reply) => {
        const answer = errorAnswer(error);
        if (answer.unexpected) {
          const route = request.routeOptions.url;
          options.logger.error({ err: error, requestId: request.id, route }, 'a webhook failed');
        }
        return reply.code(answer.status).send(answer.body);
      });
      twilioVoice(scope, options);
      twilioSms(scope, options);
      callRail(scope, options);
      ctm(scope, options);
      googleLeads(scope, options);
      metaLeads(scope, options);
    },
    { prefix: '/webhooks' },
  );
}
