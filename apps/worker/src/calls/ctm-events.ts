import { z } from 'zod';
import type { CallEvent, CallState } from '#calls';
import {
  type PhoneEvent,
  plusSeconds,
  seconds,
  shownNumber,
  type TextEvent,
} from './phone-event.js';

const text = z.string().nullish().catch(null);

const CtmActivity = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  sid: text,
  direction: text,
  name: text,
  caller_number: text,
  tracking_number: text,
  state: text,
  postal_code: text,
  unix_time: z.number().nullish().catch(null),
  duration: z.unknown().optional(),
  talk_time: z.unknown().optional(),
  dial_status: text,
  status: text,
  audio: text,
  message_body: text,
});
type CtmActivity = z.infer<typeof CtmActivity>;

/** Reads a call of CallTrackingMetrics', at its start or end. `duration` counts ringing too, `talk_time` doesn't. */
export function ctmCall(body: string, receivedAt: Date): PhoneEvent | null {
  const call = CtmActivity.parse(JSON.parse(body));
  const providerCallId = call.id == null ? call.sid : String(call.id);
  if (!providerCallId) return null;
  return {
    providerCallId,
    direction: call.direction?.includes('outbound') ? 'outbound' : 'inbound',
    call: callEvent(call, receivedAt),
    knowsCaller: true,
    phone: shownNumber(call.caller_number),
    ourPhone: call.tracking_number ?? null,
    name: call.name,
    state: call.state,
    zip: call.postal_code,
  };
}

/** Reads a text of CallTrackingMetrics'. */
export function ctmText(body: string): TextEvent {
  const activity = CtmActivity.parse(JSON.parse(body));
  return {
    phone: shownNumber(activity.caller_number),
    ourPhone: activity.tracking_number ?? null,
    text: activity.message_body ?? '',
    state: activity.state ?? null,
    zip: activity.postal_code ?? null,
  };
}

function callEvent(call: CtmActivity, receivedAt: Date): CallEvent {
  const startedAt = call.unix_time ? new Date(call.unix_time * 1000) : receivedAt;
  const durationSeconds = seconds(call.duration);
  const talkSeconds = seconds(call.talk_time);
  if (durationSeconds === undefined && talkSeconds === undefined) {
    return { state: 'ringing', startedAt };
  }
  const length = durationSeconds ?? talkSeconds ?? 0;
  const state = stateOf(call);
  return {
    state,
    startedAt,
    endedAt: plusSeconds(startedAt, length),
    durationSeconds: length,
    ...(state === 'answered' && talkSeconds !== undefined
      ? { talkSeconds, answeredAt: plusSeconds(startedAt, Math.max(length - talkSeconds, 0)) }
      : {}),
    ...(call.audio ? { recording: { url: call.audio, seconds: talkSeconds ?? null } } : {}),
  };
}

function stateOf(call: CtmActivity): CallState {
  const status = call.dial_status || call.status || '';
  if (status === 'voicemail' || call.status === 'voicemail') return 'voicemail';
  return status === 'answered' || status === 'completed' ? 'answered' : 'unanswered';
}
