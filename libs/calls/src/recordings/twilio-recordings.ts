import {
  type FetchedRecording,
  MAX_RECORDING_BYTES,
  mediaTypeOf,
  RECORDING_DEADLINE_MS,
  RecordingPort,
  type RecordingSource,
} from './recording-port.js';

/** A Twilio account. */
export interface TwilioRecordingAccount {
  sid: string;
  authToken: string;
  /** `https://api.twilio.com`, or the simulator. */
  base: string;
  /** Milliseconds; {@link RECORDING_DEADLINE_MS} unless said. */
  deadline?: number;
}

/** `RecordingUrl` of a webhook: the recording's resource, without a suffix. */
const RESOURCE = /^\/2010-04-01\/Accounts\/AC[0-9A-Za-z]+\/Recordings\/RE[0-9A-Za-z]+$/;

/**
 * Recordings from Twilio's REST API of 2010-04-01, as MP3. An account that encrypts its recordings with a key
 * of its own has none (error 16109). The account's key goes to Twilio and nowhere else: the address of a
 * webhook gives only the path.
 */
export class TwilioRecordings extends RecordingPort {
  constructor(private readonly account: TwilioRecordingAccount | undefined) {
    super();
  }

  override async fetch(source: RecordingSource, signal: AbortSignal): Promise<FetchedRecording> {
    if (source.provider !== 'twilio') return { result: 'failed', because: 'elsewhere' };
    const path = URL.canParse(source.url) ? new URL(source.url).pathname : '';
    if (!RESOURCE.test(path)) return { result: 'failed', because: 'elsewhere' };
    if (!this.account) return { result: 'failed', because: 'not_configured' };
    const within = this.account.deadline ?? RECORDING_DEADLINE_MS;
    const ends = AbortSignal.any([signal, AbortSignal.timeout(within)]);
    return ask(this.account, `${path}.mp3`, ends);
  }
}

async function ask(
  account: TwilioRecordingAccount,
  path: string,
  signal: AbortSignal,
): Promise<FetchedRecording> {
  const basic = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
  try {
    const response = await fetch(new URL(path, account.base), {
      headers: { authorization: `Basic ${basic}`, accept: 'audio/*' },
      // A hop to where the media is kept drops the key by itself when it leaves this origin.
      redirect: 'follow',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return refusal(response.status);
    }
    return await audioOf(response);
  } catch {
    // Cut, silent or unreachable are one answer: none, yet.
    return { result: 'later', because: 'away' };
  }
}

/** A recording is announced a moment before it can be had, so that 404 is asked again. */
function refusal(status: number): FetchedRecording {
  if (status === 400) return { result: 'failed', because: 'encrypted' };
  if (status === 401 || status === 403) return { result: 'failed', because: 'refused' };
  return { result: 'later', because: status === 404 ? 'gone' : 'away' };
}

async function audioOf(response: Response): Promise<FetchedRecording> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    length += bytes.length;
    if (length > MAX_RECORDING_BYTES) return { result: 'failed', because: 'too_large' };
    chunks.push(bytes);
  }
  const content = Buffer.concat(chunks, length);
  const mediaType = mediaTypeOf(content);
  return mediaType
    ? { result: 'audio', mediaType, content }
    : { result: 'failed', because: 'not_audio' };
}
