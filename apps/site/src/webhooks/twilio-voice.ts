import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Answering, BUILT_IN_ANSWERING } from './answering.js';
import { browserVoice } from './browser-voice.js';
import { callRoutes, type Fields, follow, isOver, ofCall } from './call-route.js';
import { CallScript, type ScriptedCall } from './call-script.js';
import type { WebhookEvent, WebhookOptions } from './webhook-door.js';

/** The events of a call. Whatever happens to storing them, the caller is answered. */
export function twilioVoice(http: FastifyInstance, options: WebhookOptions): void {
  const script = new CallScript(options.publicUrl);
  const route = callRoutes(http, options);
  const answering = async ({ To }: Fields): Promise<Answering> => {
    const routing = await options.routing.current();
    if (!routing) return BUILT_IN_ANSWERING;
    const number = routing.numbers.find(({ phone }) => phone === To);
    return { ...routing.organisation, ring: number?.ring ?? null };
  };

  route(
    '',
    (fields) => ({ ...ofCall, event: 'voice', eventId: fields.CallSid ?? '' }),
    async (fields) => script.welcome(await answering(fields), scripted(fields)),
  );

  route(
    '/after-dial',
    async (fields, request) => {
      const rings =
        !isOver(fields) &&
        script.ringsOn(await answering(fields), scripted(fields), lineOf(request));
      return follow(fields, rings ? 'after_dial_rings_on' : 'after_dial', lineOf(request));
    },
    async (fields, request) =>
      isOver(fields)
        ? script.hangUp()
        : script.afterNoAnswer(await answering(fields), scripted(fields), lineOf(request)),
  );

  route('/status', statusEvent, () => script.nothing());

  route('/recording', recordingEvent, (fields) =>
    fields.RecordingStatus ? script.nothing() : script.messageTaken(),
  );

  browserVoice(route, options);
}

function statusEvent(fields: Fields): WebhookEvent {
  const { CallSid = '', CallStatus = '', ParentCallSid, SequenceNumber } = fields;
  return ParentCallSid
    ? follow(fields, 'leg_status', `${CallSid}:${CallStatus}`)
    : follow(fields, 'voice_status', SequenceNumber || CallStatus);
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

function scripted({ To = '', CallSid = '' }: Fields): ScriptedCall {
  return { to: To, sid: CallSid };
}

function lineOf(request: FastifyRequest): string {
  const { line } = request.query as { line?: unknown };
  return typeof line === 'string' ? line : 'duty';
}
