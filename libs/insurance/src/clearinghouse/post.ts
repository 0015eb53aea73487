import {
  ASK_DEADLINE_MS,
  type AskOutcome,
  type ClearinghouseAccount,
} from './clearinghouse-port.js';

/** Largest answer that is read, bytes. */
const MOST_BYTES = 4_000_000;

/** The connection was never made: nothing was asked. Codes of Node's sockets and of its fetch. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

type NotAnswered = Exclude<AskOutcome, { result: 'answered' }>;

/** Posts a question under its idempotency key; gives the answer's text, or what went wrong. */
export async function postQuestion(
  account: ClearinghouseAccount,
  path: string,
  body: unknown,
  key: string,
): Promise<{ text: string; type: string } | NotAnswered> {
  try {
    const response = await fetch(`${account.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: account.authorization,
        'content-type': 'application/json',
        accept: 'application/json, application/edi-x12',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(account.deadline ?? ASK_DEADLINE_MS),
    });
    const text = await limitedText(response);
    if (!response.ok) return notOk(response.status);
    return { text, type: response.headers.get('content-type') ?? '' };
  } catch (error) {
    return neverConnected(error)
      ? { result: 'unreachable', code: 'clearinghouse_unreachable', again: true }
      : {
          result: 'unknown',
          code: isTimeout(error) ? 'no_answer_in_time' : 'answer_lost',
          again: true,
        };
  }
}

/** 409 and 425: the same question is being answered. 429 and 503 ask for patience; other 5xx may hide an answer. */
function notOk(status: number): NotAnswered {
  if (status === 401 || status === 403) {
    return { result: 'refused', code: 'clearinghouse_access', again: false };
  }
  if ([409, 425, 429, 503].includes(status)) {
    return { result: 'refused', code: `http_${status}`, again: true };
  }
  if (status >= 500) return { result: 'unknown', code: `http_${status}`, again: true };
  return { result: 'refused', code: `http_${status}`, again: false };
}

async function limitedText(response: Response): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    const bytes = Buffer.from(part as Uint8Array);
    length += bytes.length;
    if (length > MOST_BYTES) throw new Error('The answer is too long.');
    parts.push(bytes);
  }
  return Buffer.concat(parts, length).toString('utf8');
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const errors = cause instanceof AggregateError ? (cause.errors as unknown[]) : [cause];
  return errors.every((one) => {
    const code = one instanceof Error && 'code' in one ? one.code : '';
    return typeof code === 'string' && NEVER_CONNECTED.has(code);
  });
}
