import { useQuery } from '@tanstack/react-query';
import type { CoachingNoteView, RecordingView } from '#contract';
import { read, send } from '../api/http-client';
import { callPartKey } from '../live/live';

const ofCall = (callId: string, what: string) => `/api/calls/${encodeURIComponent(callId)}/${what}`;

/** Where the audio of a call is. */
export const audioAddress = (callId: string) => ofCall(callId, 'recording/audio');

export const fetchAgain = (callId: string) =>
  send<RecordingView>('POST', ofCall(callId, 'recording/fetching'), {});

export const writeCoachingNote = (
  callId: string,
  note: { atSecond: number | null; text: string },
) => send<CoachingNoteView[]>('POST', ofCall(callId, 'coaching-notes'), note);

export const useRecording = (callId: string) => useCallPart<RecordingView>(callId, 'recording');

export const useCoachingNotes = (callId: string) =>
  useCallPart<CoachingNoteView[]>(callId, 'coaching-notes');

/** One part of a call that has an address of its own; kept up to date by the desk's events. */
function useCallPart<T>(callId: string, part: string) {
  return useQuery({
    queryKey: callPartKey(callId, part),
    queryFn: ({ signal }) => read<T>(ofCall(callId, part), signal),
    retry: 1,
  });
}
