import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { verifiedFields } from './twilio-request.js';
import {
  missing,
  sendXml,
  WebhookDoor,
  type WebhookEvent,
  type WebhookOptions,
} from './webhook-door.js';

export type Fields = Record<string, string>;
export type Answer = (fields: Fields, request: FastifyRequest) => string | Promise<string>;

/** Adds a route below `/twilio/voice`: what is stored of a request, and what it is answered in TwiML. */
export type CallRoute = (
  path: string,
  eventOf: (
    fields: Fields,
    request: FastifyRequest,
  ) => WebhookEvent | null | Promise<WebhookEvent | null>,
  answer: Answer,
  /** The field without which nothing can be told from anything; `CallSid` unless said. */
  needs?: 'CallSid' | 'ConferenceSid',
) => void;

/** A human took the line, or the caller hung up while it rang. */
const OVER = new Set(['completed', 'answered', 'canceled']);

/** Routes of calls: signed, on disk before they are answered, and answered whatever happens to storing them. */
export function callRoutes(http: FastifyInstance, options: WebhookOptions): CallRoute {
  const door = new WebhookDoor(options);

  /** A caller waits for the answer: it is given even when neither table nor spool took the event. */
  const takeOrGoOn = async (request: FastifyRequest, event: WebhookEvent): Promise<void> => {
    try {
      await door.take(request, event);
    } catch (error) {
      options.logger.fatal({ err: error, event: event.event }, 'a call event could not be kept');
    }
  };

  return (path, eventOf, answer, needs = 'CallSid') => {
    http.post(`/twilio/voice${path}`, async (request, reply): Promise<FastifyReply> => {
      const fields = verifiedFields(request, options);
      if (!fields[needs]) throw missing(needs);
      const event = await eventOf(fields, request);
      if (event && nobodyListens(event)) await door.take(request, event);
      else if (event) await takeOrGoOn(request, event);
      return sendXml(reply, await answer(fields, request));
    });
  };
}

/** Reports that come beside the call: without table and spool they get a 5xx, so that Twilio knows. */
function nobodyListens({ event }: WebhookEvent): boolean {
  return BESIDE.has(event);
}

const BESIDE: ReadonlySet<string> = new Set([
  'voice_status',
  'leg_status',
  'recording',
  'browser_leg',
  'browser_recording',
  'conference_event',
  'conference_leg',
]);

export const ofCall = { provider: 'twilio', kind: 'call' } as const;

/** A later event of a call. The lines that were rung report under the call that rang them. */
export function follow(fields: Fields, event: string, distinct: string): WebhookEvent {
  const call = fields.ParentCallSid || fields.CallSid || '';
  return { ...ofCall, event, eventId: `${call}:${event}:${distinct}`, follows: call };
}

/** Whether there is nobody left to be rung for: somebody took the call, or its caller is gone. */
export function isOver(fields: Fields): boolean {
  return OVER.has(fields.DialCallStatus ?? '') && fields.DialBridged !== 'false';
}
