import { randomInt } from 'node:crypto';
import type { Play } from './arguments.js';

const TALK = 132;
const MESSAGE = 17;

/** The report CallRail sends after a call, in the types it uses (durations are text). */
export function callRailReport(
  play: Pick<Play, 'ending' | 'from' | 'to'>,
  now: Date,
): Record<string, unknown> {
  const answered = play.ending === 'answered';
  const voicemail = play.ending === 'voicemail';
  const seconds = answered ? TALK : MESSAGE + 25;
  const start = new Date(now.getTime() - seconds * 1000);
  const id = randomInt(1_000_000_000);
  return {
    id,
    resource_id: `CAL${id.toString(16).padStart(32, '0')}`,
    direction: 'inbound',
    call_type: callTypeOf(play.ending),
    answered,
    voicemail,
    start_time: start.toISOString(),
    timestamp: start.toISOString(),
    duration: String(seconds),
    customer_phone_number: play.from,
    customer_name: 'Wireless Caller',
    customer_state: 'TX',
    tracking_phone_number: play.to,
    source_name: 'Google Ads',
    ...(voicemail
      ? {
          recording: `https://app.callrail.com/calls/${id}/recording/redirect`,
          recording_duration: MESSAGE,
          transcription:
            'Hi, I would like somebody to call me back about treatment for my brother.',
        }
      : {}),
  };
}

function callTypeOf(ending: Play['ending']): string {
  return ending === 'missed' ? 'unanswered' : ending;
}
