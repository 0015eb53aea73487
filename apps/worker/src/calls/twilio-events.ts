import type { CallEvent, CallState } from '#calls';
import { type MessageMedia, staffOfIdentity } from '#contract';
import type { WebhookEnvelope } from '#inquiries';
import type { ProviderReport } from '#messages';
import {
  dateOf,
  type PhoneEvent,
  plusSeconds,
  seconds,
  shownNumber,
  type TextEvent,
} from './phone-event.js';

type Fields = Record<string, string>;

/** The fields of a request as Twilio sent it: a form, or JSON. */
export function twilioFields({ contentType, body }: WebhookEnvelope): Fields {
  if (!contentType.startsWith('application/json')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  const object = JSON.parse(body) as Record<string, unknown>;
  const fields = Object.entries(object).filter(
    (field): field is [string, string | number] =>
      typeof field[1] === 'string' || typeof field[1] === 'number',
  );
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
}

/** Reads an event of a call. Source: Twilio's voice webhooks and status callbacks. */
export function twilioCall(envelope: WebhookEnvelope): PhoneEvent | null {
  const fields = twilioFields(envelope);
  // A leg that is rung on reports as the call it belongs to.
  const providerCallId = envelope.part || fields.ParentCallSid || fields.CallSid;
  if (!providerCallId) return null;
  const call = callEvent(envelope.event, fields, new Date(envelope.receivedAt));
  if (ofBrowser(envelope.event, fields)) {
    const permitId = envelope.event === 'browser_call' ? envelope.about : undefined;
    return { ...OUT_OF_BROWSER, providerCallId, call, ...(permitId ? { permitId } : {}) };
  }
  const outbound = (fields.Direction ?? '').startsWith('outbound') && !fields.ParentCallSid;
  const [theirs, ours] = outbound ? [fields.To, fields.From] : [fields.From, fields.To];
  return {
    providerCallId,
    direction: outbound ? 'outbound' : 'inbound',
    call,
    knowsCaller: !fields.ParentCallSid && theirs !== undefined,
    // A rung line reports itself: its "From" and "To" are not the caller's.
    phone: fields.ParentCallSid ? null : shownNumber(theirs),
    ourPhone: fields.ParentCallSid ? null : (ours ?? null),
    state: fields.FromState || null,
    zip: fields.FromZip || null,
    ...(call.state === 'talking' ? takenOf(envelope.event, fields) : {}),
  };
}

/** Who took a call that rang here, or at which telephone. */
function takenOf(event: string, { To = '' }: Fields): Pick<PhoneEvent, 'takenBy' | 'takenAt'> {
  if (event !== 'leg_status') return {};
  const takenBy = staffOfIdentity(To);
  if (takenBy !== null) return { takenBy };
  return To.startsWith('+') ? { takenAt: To } : {};
}

/** A call that a colleague made: the permit tells whom it was to. */
const OUT_OF_BROWSER = {
  direction: 'outbound',
  knowsCaller: false,
  phone: null,
  ourPhone: null,
} as const;

/** To Twilio a call out of a browser comes in, from a client. */
function ofBrowser(event: string, { From = '', ParentCallSid }: Fields): boolean {
  return event.startsWith('browser_') || (From.startsWith('client:') && !ParentCallSid);
}

/** Reads a text. */
export function twilioText(envelope: WebhookEnvelope): TextEvent {
  const fields = twilioFields(envelope);
  const { From, To, Body = '', FromState, FromZip, OptOutType } = fields;
  return {
    phone: shownNumber(From),
    ourPhone: To ?? null,
    text: Body,
    state: FromState || null,
    zip: FromZip || null,
    ...mediaOf(fields),
    ...(OptOutType === 'STOP' || OptOutType === 'START' ? { confirmed: true } : {}),
  };
}

/** Where the pictures of a text are; nothing of them is fetched. */
function mediaOf(fields: Fields): { media?: MessageMedia[] } {
  const count = Math.min(seconds(fields.NumMedia) ?? 0, 10);
  const media = Array.from({ length: count }, (_, at) => ({
    url: fields[`MediaUrl${at}`] ?? '',
    contentType: fields[`MediaContentType${at}`] ?? '',
  })).filter(({ url }) => url !== '');
  return media.length > 0 ? { media } : {};
}

/** What a report says became of a text of ours; null when it does not say which. */
export function twilioReport(envelope: WebhookEnvelope): ProviderReport | null {
  const { MessageSid, SmsSid, MessageStatus, SmsStatus, ErrorCode } = twilioFields(envelope);
  const providerMessageId = MessageSid || SmsSid;
  const status = MessageStatus || SmsStatus;
  if (!providerMessageId || !status) return null;
  return {
    provider: 'twilio',
    providerMessageId,
    messageId: envelope.about ?? null,
    status,
    code: ErrorCode || null,
  };
}

function callEvent(event: string, fields: Fields, receivedAt: Date): CallEvent {
  switch (event) {
    case 'voice':
    case 'browser_call':
      return { state: 'ringing', startedAt: receivedAt };
    case 'after_dial_rings_on':
      return { state: 'greeting', startedAt: receivedAt };
    case 'after_dial':
    case 'browser_over':
      return afterDial(fields, receivedAt);
    case 'leg_status':
    case 'browser_leg':
      return legStatus(fields, receivedAt);
    case 'voicemail_taken':
      return voicemail(fields, receivedAt);
    case 'recording':
    case 'browser_recording':
      return recording(fields, receivedAt);
    default:
      return voiceStatus(fields, receivedAt);
  }
}

/** `DialCallStatus` says what became of ringing our people; only `completed` was a conversation. */
function afterDial(fields: Fields, at: Date): CallEvent {
  const status = fields.DialCallStatus ?? '';
  const bridged = fields.DialBridged !== 'false';
  if ((status === 'completed' || status === 'answered') && bridged) {
    const talkSeconds = seconds(fields.DialCallDuration) ?? 0;
    const answeredAt = plusSeconds(at, -talkSeconds);
    return { state: 'answered', startedAt: answeredAt, answeredAt, talkSeconds };
  }
  if (status === 'canceled') return { state: 'abandoned', startedAt: at, endedAt: at };
  return { state: 'unanswered', startedAt: at };
}

/** A line that was rung: only that somebody took it matters; the rest the call itself tells. */
function legStatus(fields: Fields, receivedAt: Date): CallEvent {
  const at = dateOf(fields.Timestamp) ?? receivedAt;
  return fields.CallStatus === 'in-progress'
    ? { state: 'talking', startedAt: at, answeredAt: at }
    : { state: 'greeting', startedAt: at };
}

const STATE_OF_STATUS: Record<string, CallState> = {
  queued: 'ringing',
  ringing: 'ringing',
  'in-progress': 'greeting',
  // Our greeting counts as completed too: whether a human spoke, only the dialling tells.
  completed: 'greeting',
  'no-answer': 'unanswered',
  busy: 'unanswered',
  failed: 'unanswered',
  canceled: 'abandoned',
};
const GOING_ON = new Set(['queued', 'ringing', 'in-progress']);

function voiceStatus(fields: Fields, receivedAt: Date): CallEvent {
  const at = dateOf(fields.Timestamp) ?? receivedAt;
  const status = fields.CallStatus ?? '';
  const state = STATE_OF_STATUS[status] ?? 'ringing';
  if (GOING_ON.has(status) || !(status in STATE_OF_STATUS)) return { state, startedAt: at };
  const durationSeconds = seconds(fields.CallDuration) ?? 0;
  return {
    state,
    startedAt: plusSeconds(at, -durationSeconds),
    endedAt: at,
    durationSeconds,
    ...recordingOf(fields),
  };
}

function voicemail(fields: Fields, at: Date): CallEvent {
  const length = seconds(fields.RecordingDuration) ?? 0;
  if (length === 0) return { state: 'unanswered', startedAt: at };
  return { state: 'voicemail', startedAt: plusSeconds(at, -length), ...recordingOf(fields) };
}

function recording(fields: Fields, at: Date): CallEvent {
  const begun = dateOf(fields.RecordingStartTime);
  if (fields.RecordingStatus !== 'completed') return { state: 'ringing', startedAt: begun ?? at };
  const source = fields.RecordingSource ?? 'RecordVerb';
  if (source === 'RecordVerb') return voicemail(fields, at);
  // A dialled line is recorded from the moment a human takes it.
  const state: CallState = source === 'DialVerb' ? 'talking' : 'greeting';
  const length = seconds(fields.RecordingDuration) ?? 0;
  const startedAt = begun ?? plusSeconds(at, -length);
  return {
    state,
    startedAt,
    ...(state === 'talking' && begun ? { answeredAt: begun } : {}),
    ...recordingOf(fields),
  };
}

function recordingOf(fields: Fields): Pick<CallEvent, 'recording'> {
  const { RecordingUrl, RecordingDuration } = fields;
  if (!RecordingUrl) return {};
  return { recording: { url: RecordingUrl, seconds: seconds(RecordingDuration) ?? null } };
}
