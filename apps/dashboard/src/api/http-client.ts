import { fetchUtils, HttpError } from 'react-admin';
import { isSomebodyHere } from '../session/presence';

/** Tells the desk that the page asks by itself, so that the session may go idle. */
const BACKGROUND_HEADER = 'x-bridgeline-background';

/** Words for what went wrong when the answer has none of its own. */
const WORDS: Record<number, string> = {
  401: 'Your session has ended. Please sign in again.',
  403: 'Your role does not allow this. Ask an administrator if you need it.',
  404: 'This record does not exist, or it was moved.',
  413: 'This is too large to be stored. Please shorten it.',
  429: 'Too many tries. Please wait a minute and try again.',
  503: 'The desk cannot reach its database. Nothing was lost; please try again in a moment.',
};

/** What the desk says when it refuses: its sentence, and one sentence for each field it names. */
interface RefusalBody {
  code?: string;
  message?: string;
  errors?: Record<string, string>;
}

/**
 * Asks the desk. Sends the session cookie; turns every refusal into react-admin's HttpError, whose
 * `body.errors` carries one sentence per field so that forms show them where they belong.
 */
export async function httpClient(url: string, options: fetchUtils.Options = {}) {
  try {
    const headers = new Headers(options.headers ?? { accept: 'application/json' });
    if (!isSomebodyHere()) headers.set(BACKGROUND_HEADER, '1');
    return await fetchUtils.fetchJson(url, { ...options, headers, credentials: 'same-origin' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    if (cause instanceof HttpError) {
      const body = (cause.body ?? {}) as RefusalBody;
      const general = body.errors ? { root: { serverError: body.message ?? '' } } : {};
      throw new HttpError(
        body.message ?? WORDS[cause.status] ?? 'Something went wrong. Please try again.',
        cause.status,
        { ...body, errors: body.errors ? { ...general, ...body.errors } : undefined },
      );
    }
    throw new HttpError(
      'The desk does not answer. Check the connection; what you typed is still here.',
      0,
      { code: 'network' },
    );
  }
}

/** Sends a body and gives back the answer's JSON. */
export async function send<T>(method: 'POST' | 'PUT', url: string, body: unknown): Promise<T> {
  const { json } = await httpClient(url, { method, body: JSON.stringify(body) });
  return json as T;
}

/** Sends the bytes of a file under its name and gives back the answer's JSON. */
export async function sendFile<T>(url: string, file: File, name = file.name): Promise<T> {
  const headers = new Headers({
    accept: 'application/json',
    'content-type': 'application/octet-stream',
    'x-file-name': encodeURIComponent(name),
  });
  const { json } = await httpClient(url, { method: 'POST', headers, body: file });
  return json as T;
}

/** Reads JSON. */
export async function read<T>(url: string, signal?: AbortSignal): Promise<T> {
  const { json } = await httpClient(url, { signal });
  return json as T;
}
