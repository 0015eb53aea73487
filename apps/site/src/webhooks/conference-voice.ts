import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isId } from '#platform';
import { hangUp, nothing } from './bare-answers.js';
import { type CallRoute, type Fields, ofCall } from './call-route.js';
import type { Leaving } from './conference-desk.js';
import { ConferenceScript } from './conference-script.js';
import { holdMusic } from './hold-music.js';
import { missing, type WebhookEvent, type WebhookOptions } from './webhook-door.js';

/** Rings on for somebody whom nobody of ours speaks with any more. */
export type RingOn = (leaving: Leaving, leg: string) => Promise<string>;

/** Calls with somebody on hold and others brought in. */
export function conferenceVoice(
  http: FastifyInstance,
  route: CallRoute,
  options: WebhookOptions,
  ringOn: RingOn,
): void {
  const script = new ConferenceScript(options.publicUrl);
  let music: Buffer | undefined;

  route(
    '/conference/join',
    () => null,
    (_fields, request) => {
      const as = queryOf(request, 'as') === 'caller' ? 'caller' : 'agent';
      return script.join({ id: conferenceOf(request), as });
    },
  );

  route(
    '/conference/after',
    () => null,
    async (fields, request) => {
      const stillThere = fields.CallStatus === 'in-progress';
      if (queryOf(request, 'as') !== 'caller' || !stillThere) return hangUp();
      const leaving = await options.conferences.leave(conferenceOf(request));
      if (leaving === null) return hangUp();
      const { CallSid = '' } = fields;
      return ringOn(leaving === 'unknown' ? whoeverTheyCalled(fields) : leaving, CallSid);
    },
  );

  route(
    '/conference/wait',
    () => null,
    () => script.wait(),
  );

  route(
    '/conference/events',
    (fields, request) => {
      const { ConferenceSid, SequenceNumber, StatusCallbackEvent, CallSid = '' } = fields;
      const distinct = `${SequenceNumber}:${StatusCallbackEvent}:${CallSid}`;
      return report(request, 'conference_event', `${ConferenceSid}:${distinct}`);
    },
    nothing,
    'ConferenceSid',
  );

  route(
    '/conference/leg',
    ({ CallSid, CallStatus }, request) =>
      report(request, 'conference_leg', `${CallSid}:${CallStatus}`, partyOf(request)),
    nothing,
  );

  http.get('/twilio/voice/conference/music.wav', async (_request, reply) =>
    reply
      .type('audio/wav')
      .header('cache-control', 'public, max-age=86400')
      .send((music ??= holdMusic())),
  );
}

/** A report about a conference of ours: it belongs to no call of its own. */
function report(
  request: FastifyRequest,
  event: string,
  eventId: string,
  part?: string,
): WebhookEvent {
  const about = conferenceOf(request);
  return { ...ofCall, event, eventId, follows: `conference:${about}`, about, part };
}

function partyOf(request: FastifyRequest): string {
  const id = queryOf(request, 'p');
  if (!isId(id)) throw missing('p');
  return id;
}

function conferenceOf(request: FastifyRequest): string {
  const id = queryOf(request, 'c');
  if (!isId(id)) throw missing('c');
  return id;
}

function queryOf(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** While the desk's word cannot be read: what the request itself says of the call. */
function whoeverTheyCalled({ To = '', From = '', Direction = '', CallSid = '' }: Fields): Leaving {
  return { ourPhone: Direction.startsWith('outbound') ? From : To, callSid: CallSid };
}
