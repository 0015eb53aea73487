import { z } from 'zod';
import type { CallEvent, CallState } from '#calls';
import {
  dateOf,
  type FormEvent,
  type PhoneEvent,
  plusSeconds,
  seconds,
  shownNumber,
  type TextEvent,
} from './phone-event.js';

const text = z.string().nullish().catch(null);
const id = z.union([z.string(), z.number()]).nullish().catch(null);

const CallRailCall = z.object({
  id,
  resource_id: text,
  direction: text,
  call_type: text,
  answered: z.boolean().nullish().catch(null),
  voicemail: z.boolean().nullish().catch(null),
  start_time: text,
  duration: z.unknown().optional(),
  recording: text,
  recording_duration: z.unknown().optional(),
  customer_phone_number: text,
  customer_name: text,
  customer_state: text,
  tracking_phone_number: text,
  transcription: text,
});
type CallRailCall = z.infer<typeof CallRailCall>;

const CallRailText = z.object({ source_number: text, destination_number: text, content: text });
const CallRailForm = z.object({ form_data: z.record(z.string(), z.unknown()).catch({}) });

/** Reads a call of CallRail's, at its start or when it is over. Durations come as text. */
export function callRailCall(body: string, receivedAt: Date): PhoneEvent | null {
  const call = CallRailCall.parse(JSON.parse(body));
  const providerCallId = call.resource_id || (call.id == null ? '' : String(call.id));
  if (!providerCallId) return null;
  const outbound = call.direction === 'outbound' || call.call_type === 'outbound';
  return {
    providerCallId,
    direction: outbound ? 'outbound' : 'inbound',
    call: callEvent(call, receivedAt),
    knowsCaller: true,
    phone: shownNumber(call.customer_phone_number),
    ourPhone: call.tracking_phone_number ?? null,
    name: call.customer_name,
    state: call.customer_state,
    message: call.voicemail ? call.transcription : null,
  };
}

/** Reads a text of CallRail's. */
export function callRailText(body: string): TextEvent {
  const { source_number, destination_number, content } = CallRailText.parse(JSON.parse(body));
  return {
    phone: shownNumber(source_number),
    ourPhone: destination_number ?? null,
    text: content ?? '',
  };
}

/** Reads a form of CallRail's form tracking, whose fields are named as the form's author liked. */
export function callRailForm(body: string): FormEvent {
  const { form_data } = CallRailForm.parse(JSON.parse(body));
  const answers = Object.entries(form_data)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([question, value]) => [question, String(value)] as const);
  const find = (pattern: RegExp) =>
    answers.find(([question]) => pattern.test(question))?.[1] ?? null;
  return {
    name: find(/name/i),
    phone: find(/phone|tel|mobile|cell/i),
    email: find(/e-?mail/i),
    zip: find(/zip|postal/i),
    answers: answers.map(([question, answer]) => `${question}: ${answer}`).join('\n') || null,
  };
}

function callEvent(call: CallRailCall, receivedAt: Date): CallEvent {
  const startedAt = dateOf(call.start_time) ?? receivedAt;
  const durationSeconds = seconds(call.duration);
  if (durationSeconds === undefined) return { state: 'ringing', startedAt };
  const state = stateOf(call);
  return {
    state,
    startedAt,
    endedAt: plusSeconds(startedAt, durationSeconds),
    durationSeconds,
    ...(state === 'answered' ? { talkSeconds: durationSeconds } : {}),
    ...(call.recording
      ? { recording: { url: call.recording, seconds: seconds(call.recording_duration) ?? null } }
      : {}),
  };
}

function stateOf(call: CallRailCall): CallState {
  if (call.voicemail) return 'voicemail';
  if (call.answered) return 'answered';
  return call.call_type === 'abandoned' ? 'abandoned' : 'unanswered';
}
