import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hangUp, nothing } from './bare-answers.js';
import { type Answering, BUILT_IN_ANSWERING } from './answering.js';
import { browserVoice } from './browser-voice.js';
import { callRoutes, type Fields, follow, isOver, ofCall } from './call-route.js';
import { CallScript, type ScriptedCall } from './call-script.js';
import type { Joining } from './conference-desk.js';
import { ConferenceScript } from './conference-script.js';
import { conferenceVoice } from './conference-voice.js';
import type { WebhookEvent, WebhookOptions } from './webhook-door.js';

/** The events of a call. Whatever happens to storing them, the caller is answered. */
export function twilioVoice(http: FastifyInstance, options: WebhookOptions): void {
  const script = new CallScript(options.publicUrl);
  const conferences = new ConferenceScript(options.publicUrl);
  const route = callRoutes(http, options);
  const joining = new WeakMap<Fields, Joining | null | 'unknown'>();
  const answering = async (to: string): Promise<Answering> => {
    const routing = await options.routing.current();
    if (!routing) return BUILT_IN_ANSWERING;
    const number = routing.numbers.find(({ phone }) => phone === to);
    return { ...routing.organisation, ring: number?.ring ?? null };
  };

  route(
    '',
    (fields) => ({ ...ofCall, event: 'voice', eventId: fields.CallSid ?? '' }),
    async (fields, request) => {
      const call = scripted(fields, request);
      return script.welcome(await answering(call.to), call);
    },
  );

  route(
    '/after-dial',
    async (fields, request) => {
      const call = scripted(fields, request);
      const part = call.leg === undefined ? undefined : call.sid;
      const told = (event: string): WebhookEvent => ({
        ...follow(fields, event, lineOf(request)),
        part,
      });
      if (isOver(fields)) {
        const joins = await movesOn(fields, options);
        joining.set(fields, joins);
        return told(joins === null ? 'after_dial' : 'call_moved');
      }
      const rings = script.ringsOn(await answering(call.to), call, lineOf(request));
      return told(rings ? 'after_dial_rings_on' : 'after_dial');
    },
    async (fields, request) => {
      const call = scripted(fields, request);
      const joins = joining.get(fields) ?? null;
      if (joins === 'unknown') return script.ringOn(await answering(call.to), call);
      if (joins) return conferences.join(joins);
      return isOver(fields)
        ? hangUp()
        : script.afterNoAnswer(await answering(call.to), call, lineOf(request));
    },
  );

  route('/status', statusEvent, nothing);

  route('/recording', recordingEvent, (fields) =>
    fields.RecordingStatus ? nothing() : script.messageTaken(),
  );

  browserVoice(route, options);
  conferenceVoice(http, route, options, async ({ ourPhone, callSid }, leg) => {
    const other = leg === callSid ? {} : { leg };
    return script.ringOn(await answering(ourPhone), { to: ourPhone, sid: callSid, ...other });
  });
}

/** Whether what was dialled is over because the call is being moved; a caller who has hung up is moved nowhere. */
async function movesOn(
  { CallSid = '', CallStatus }: Fields,
  { conferences }: Pick<WebhookOptions, 'conferences'>,
): Promise<Joining | null | 'unknown'> {
  return CallStatus === 'in-progress' ? conferences.toJoin(CallSid) : null;
}

function statusEvent(fields: Fields, request: FastifyRequest): WebhookEvent {
  const { CallSid = '', CallStatus = '', ParentCallSid, SequenceNumber } = fields;
  const of = callOf(request);
  if (!ParentCallSid) return follow(fields, 'voice_status', SequenceNumber || CallStatus);
  const event = follow(fields, 'leg_status', `${CallSid}:${CallStatus}`);
  return of === '' ? event : { ...event, part: of };
}

/** The end of `<Record>` asks what to do next; the recording itself is reported apart, when it is ready. */
function recordingEvent(fields: Fields): WebhookEvent {
  const { RecordingSid = '', RecordingStatus } = fields;
  return RecordingStatus
    ? follow(
        fields,
        'recording',
        RecordingStatus === 'completed' ? RecordingSid : `${RecordingSid}:${RecordingStatus}`,
      )
    : { ...follow(fields, 'voicemail_taken', RecordingSid), says: fields.From };
}

/** The call as its script sees it: of a leg that was ours and is rung on, the call it belongs to. */
function scripted({ To = '', CallSid = '' }: Fields, request: FastifyRequest): ScriptedCall {
  const [of, ours] = [callOf(request), queryOf(request, 'ours')];
  return of === '' ? { to: To, sid: CallSid } : { to: ours, sid: of, leg: CallSid };
}

/** The call that a leg belongs to which is rung on; empty: it is the call. */
function callOf(request: FastifyRequest): string {
  const of = queryOf(request, 'of');
  return /^CA[0-9A-Za-z]{1,40}$/.test(of) ? of : '';
}

function lineOf(request: FastifyRequest): string {
  return queryOf(request, 'line') || 'duty';
}

function queryOf(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
