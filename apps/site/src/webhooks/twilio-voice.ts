import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Answering, BUILT_IN_ANSWERING } from './answering.js';
import { CallScript, type Line } from './call-script.js';
import { verifiedFields } from './twilio-request.js';
import {
  missing,
  sendXml,
  WebhookDoor,
  type WebhookEvent,
  type WebhookOptions,
} from './webhook-door.js';

type Fields = Record<string, string>;
type Answer = (fields: Fields, request: FastifyRequest) => string | Promise<string>;

/** A human took the line, or the caller hung up while it rang. */
const OVER = new Set(['completed', 'answered', 'canceled']);

/** The events of a call. Whatever happens to storing them, the caller is answered. */
export function twilioVoice(http: FastifyInstance, options: WebhookOptions): void {
  const script = new CallScript(options.publicUrl);
  const door = new WebhookDoor(options);
  const answering = async (): Promise<Answering> =>
    (await options.routing.current())?.organisation ?? BUILT_IN_ANSWERING;

  /** A caller waits for the answer: it is given even when neither table nor spool took the event. */
  const takeOrGoOn = async (request: FastifyRequest, event: WebhookEvent): Promise<void> => {
    try {
      await door.take(request, event);
    } catch (error) {
      options.logger.fatal({ err: error, event: event.event }, 'a call event could not be kept');
    }
  };

  const route = (
    path: string,
    eventOf: (fields: Fields, request: FastifyRequest) => WebhookEvent | Promise<WebhookEvent>,
    answer: Answer,
  ) =>
    http.post(`/twilio/voice${path}`, async (request, reply): Promise<FastifyReply> => {
      const fields = verifiedFields(request, options);
      if (!fields.CallSid) throw missing('CallSid');
      const event = await eventOf(fields, request);
      if (nobodyListens(event)) await door.take(request, event);
      else await takeOrGoOn(request, event);
      return sendXml(reply, await answer(fields, request));
    });

  route(
    '',
    (fields) => ({ ...ofCall, event: 'voice', eventId: fields.CallSid ?? '' }),
    async (fields) => script.welcome(await answering(), called(fields)),
  );

  route(
    '/after-dial',
    async (fields, request) => {
      const rings =
        !isOver(fields) && script.ringsOn(await answering(), called(fields), lineOf(request));
      return follow(fields, rings ? 'after_dial_rings_on' : 'after_dial', lineOf(request));
    },
    async (fields, request) =>
      isOver(fields)
        ? script.hangUp()
        : script.afterNoAnswer(await answering(), called(fields), lineOf(request)),
  );

  route('/status', statusEvent, () => script.nothing());

  route('/recording', recordingEvent, (fields) =>
    fields.RecordingStatus ? script.nothing() : script.messageTaken(),
  );
}

/** Reports that come beside the call: without table and spool they get a 5xx, so that Twilio knows. */
function nobodyListens({ event }: WebhookEvent): boolean {
  return ['voice_status', 'leg_status', 'recording'].includes(event);
}

const ofCall = { provider: 'twilio', kind: 'call' } as const;

/** A later event of a call. The lines that were rung report under the call that rang them. */
function follow(fields: Fields, event: string, distinct: string): WebhookEvent {
  const call = fields.ParentCallSid || fields.CallSid || '';
  return { ...ofCall, event, eventId: `${call}:${event}:${distinct}`, follows: call };
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

function isOver(fields: Fields): boolean {
  return OVER.has(fields.DialCallStatus ?? '') && fields.DialBridged !== 'false';
}

function called(fields: Fields): string {
  return fields.To ?? '';
}

function lineOf(request: FastifyRequest): Line {
  const { line } = request.query as { line?: unknown };
  return line === 'backup' ? 'backup' : 'duty';
}
