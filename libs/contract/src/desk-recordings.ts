import { z } from 'zod';
import { choices, codesOf } from './picklists.js';
import { may, type Role } from './roles.js';

/** What a recording can be; told by its first bytes. */
export const RECORDING_MEDIA_TYPES = ['audio/mpeg', 'audio/wav'] as const;
export type RecordingMediaType = (typeof RECORDING_MEDIA_TYPES)[number];

/** Why a recording could not be fetched from the phone company. */
export const RECORDING_FAILURES = choices({
  not_configured: 'No account of the phone company is set up from which it could be fetched',
  elsewhere: 'It is kept by a company from which recordings are not fetched',
  refused: 'The phone company refuses it: are account and key right?',
  encrypted: 'The phone company keeps it encrypted with a key that is not here',
  gone: 'The phone company does not have it, or not any more',
  too_large: 'It is longer than can be kept',
  not_audio: 'What the phone company sent is no audio',
  away: 'The phone company did not answer',
});
export type RecordingFailure = (typeof RECORDING_FAILURES)[number]['code'];

/**
 * `GET /api/calls/:id/recording`. The audio is at `/api/calls/:id/recording/audio`, in ranges; each
 * listening is put on record. `POST /api/calls/:id/recording/fetching` tries a failed one again.
 */
export const RecordingView = z.object({
  callId: z.uuid(),
  /** `none`: nothing was recorded. `coming`: it is being fetched. */
  state: z.enum(['none', 'coming', 'ready', 'failed']),
  because: z.enum(codesOf(RECORDING_FAILURES)).nullable(),
  sentence: z.string().nullable(),
  mediaType: z.enum(RECORDING_MEDIA_TYPES).nullable(),
  bytes: z.number().int().nullable(),
  seconds: z.number().int().nullable(),
});
export type RecordingView = z.infer<typeof RecordingView>;

/** What decides who may listen to a call. */
export interface ListenableCall {
  staffId: string | null;
  voicemail: boolean;
}
interface Listener {
  id: string;
  role: Role;
}

/** The notes of a call are for who took it and for those who coach. */
export function mayCoach(call: ListenableCall, listener: Listener): boolean {
  if (!may(listener.role, 'call.read')) return false;
  return may(listener.role, 'call.coach') || call.staffId === listener.id;
}

/** A conversation is heard by who had it and who coaches; a message left for us by whoever may call back. */
export function mayListen(call: ListenableCall, listener: Listener): boolean {
  return may(listener.role, 'call.read') && (call.voicemail || mayCoach(call, listener));
}
