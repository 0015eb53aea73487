import { z } from 'zod';
import type { CallEvent } from '#calls';
import { dateOf, type PhoneEvent, plusSeconds, seconds, shownNumber } from './phone-event.js';

const text = z.string().nullish().catch(null);
const Call = z.object({
  sid: z.string(),
  status: text,
  from: text,
  to: text,
  start_time: text,
  end_time: text,
  duration: z.unknown().optional(),
});
type Call = z.infer<typeof Call>;
const Listed = z.object({ call: Call, legs: z.array(Call).catch([]) });

/**
 * Reads a call from Twilio's own list, with the lines it rang: what became of it, told once and
 * for all. A voicemail is not in that list; without its report the call is one to be called back.
 */
export function twilioListed(body: string, receivedAt: Date): PhoneEvent {
  const { call, legs } = Listed.parse(JSON.parse(body));
  return {
    providerCallId: call.sid,
    direction: 'inbound',
    call: callEvent(call, legs, receivedAt),
    knowsCaller: true,
    phone: shownNumber(call.from),
    ourPhone: call.to ?? null,
  };
}

function callEvent(call: Call, legs: Call[], receivedAt: Date): CallEvent {
  const durationSeconds = seconds(call.duration) ?? 0;
  const endedAt = endOf(call) ?? receivedAt;
  const startedAt = dateOf(call.start_time) ?? plusSeconds(endedAt, -durationSeconds);
  return { startedAt, endedAt, durationSeconds, ...conversation(legs, endedAt) };
}

/** Only a line that somebody took is a conversation; else what the last line says counts. */
function conversation(
  legs: Call[],
  endedAt: Date,
): Pick<CallEvent, 'state' | 'answeredAt' | 'talkSeconds'> {
  const taken = legs.find(({ status, duration }) => status === 'completed' && seconds(duration));
  if (taken) {
    const talkSeconds = seconds(taken.duration) ?? 0;
    const answeredAt = plusSeconds(endOf(taken) ?? endedAt, -talkSeconds);
    return { state: 'answered', answeredAt, talkSeconds };
  }
  const last = legs.toSorted((a, b) => beginOf(a) - beginOf(b)).at(-1);
  // No line was rung: the greeting is all there was, until settling says more.
  if (!last) return { state: 'greeting' };
  return { state: last.status === 'canceled' ? 'abandoned' : 'unanswered' };
}

function endOf(call: Call): Date | undefined {
  const begun = dateOf(call.start_time);
  return dateOf(call.end_time) ?? (begun && plusSeconds(begun, seconds(call.duration) ?? 0));
}

function beginOf(call: Call): number {
  return dateOf(call.start_time)?.getTime() ?? 0;
}
