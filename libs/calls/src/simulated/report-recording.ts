import { randomBytes } from 'node:crypto';
import type { ExchangeWire } from './exchange-wire.js';
import type { Verb } from './twiml.js';

/** Reports that a recording is ready, where one was asked for; gives its id. */
export async function reportRecording(
  wire: ExchangeWire,
  { attributes }: Pick<Verb, 'attributes'>,
  { callSid, seconds, begun }: { callSid: string; seconds: number; begun: Date },
): Promise<string> {
  const sid = `RE${randomBytes(16).toString('hex')}`;
  const to = attributes.recordingStatusCallback;
  if (to === undefined) return sid;
  await wire.post(to, {
    CallSid: callSid,
    RecordingSid: sid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/ACsimulated/Recordings/${sid}`,
    RecordingStatus: 'completed',
    RecordingDuration: String(seconds),
    RecordingStartTime: begun.toUTCString(),
    RecordingSource: attributes.record === undefined ? 'RecordVerb' : 'DialVerb',
  });
  return sid;
}
