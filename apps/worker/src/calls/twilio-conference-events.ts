import type { ConferenceFact } from '#calls';
import type { WebhookEnvelope } from '#inquiries';
import { dateOf, seconds } from './phone-event.js';
import { twilioFields } from './twilio-events.js';

/** What a report says of a conference of ours. */
export interface ConferenceReport {
  conferenceId: string;
  /** The phone company's id of it; null where it does not say. */
  providerSid: string | null;
  /** Nothing, where it says nothing that matters: that it began, say. */
  facts: ConferenceFact[];
}

const KINDS: Readonly<Record<string, ConferenceFact['kind']>> = {
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-hold': 'hold',
  'participant-unhold': 'unhold',
};

/** Reads a report. Source: Twilio's status callbacks of conferences and of the calls that are made into them. */
export function conferenceReport(envelope: WebhookEnvelope): ConferenceReport | null {
  const { about: conferenceId, part: party } = envelope;
  if (conferenceId === undefined) return null;
  const fields = twilioFields(envelope);
  const at = (dateOf(fields.Timestamp) ?? new Date(envelope.receivedAt)).getTime();
  const { CallSid, CallStatus, ConferenceSid, SequenceNumber = '0', ParticipantLabel } = fields;
  const leg = CallSid || null;
  if (envelope.event === 'conference_leg') {
    if (leg === null || !CallStatus) return null;
    const key = `leg:${leg}:${CallStatus}`;
    const label = party ?? null;
    const fact = { key, kind: 'leg', at, sequence: 0, leg, label, status: CallStatus } as const;
    return { conferenceId, providerSid: null, facts: [fact] };
  }
  const kind = KINDS[fields.StatusCallbackEvent ?? ''];
  const providerSid = ConferenceSid || null;
  if (!kind) return { conferenceId, providerSid, facts: [] };
  const sequence = seconds(SequenceNumber) ?? 0;
  const key = `${ConferenceSid}:${SequenceNumber}:${kind}`;
  const about = kind === 'end' ? null : leg;
  const label = kind === 'join' ? ParticipantLabel || null : null;
  const fact = { key, kind, at, sequence, leg: about, label, status: null };
  return { conferenceId, providerSid, facts: [fact] };
}
