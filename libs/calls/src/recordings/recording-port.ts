import type { RecordingFailure, RecordingMediaType } from '#contract';

/** Where a recording is said to be. */
export interface RecordingSource {
  /** `twilio`, `callrail`, … */
  provider: string;
  url: string;
  seconds: number | null;
}

/**
 * What came of asking. `later`: asking again can help. `failed`: it cannot.
 */
export type FetchedRecording =
  | { result: 'audio'; mediaType: RecordingMediaType; content: Buffer }
  | { result: 'later'; because: RecordingFailure }
  | { result: 'failed'; because: RecordingFailure };

/** Fetches recordings from where calls are recorded. */
export abstract class RecordingPort {
  /** Never throws for what the network or the provider does; ends within the deadline, or when the signal aborts. */
  abstract fetch(source: RecordingSource, signal: AbortSignal): Promise<FetchedRecording>;
}

/** How long a whole recording may take to arrive; milliseconds. */
export const RECORDING_DEADLINE_MS = 90_000;
/** Some six hours at the 32 kbit/s of a recording on the telephone. */
export const MAX_RECORDING_BYTES = 96 * 1024 * 1024;

/** What audio is by its first bytes: WAVE (RIFF), or MPEG layer III with or without an ID3v2 tag; null: neither. */
export function mediaTypeOf(content: Buffer): RecordingMediaType | null {
  if (content.length < 12) return null;
  const [head, form] = [content.toString('latin1', 0, 4), content.toString('latin1', 8, 12)];
  if (head === 'RIFF' && form === 'WAVE') return 'audio/wav';
  if (head.startsWith('ID3')) return 'audio/mpeg';
  const [first = 0, second = 0] = content;
  // Frame sync (eleven bits), and the layer bits of layer III.
  return first === 0xff && (second & 0xe6) === 0xe2 ? 'audio/mpeg' : null;
}
