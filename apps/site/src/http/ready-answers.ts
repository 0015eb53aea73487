import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#platform';
import { encodingFor } from './encoding.js';
import { isFirstView } from './first-view.js';

/** An answer as it goes over the line; names and values of the headers in turns. */
interface ReadyAnswer {
  headers: string[];
  body: Buffer;
  etag: string | undefined;
  /** What is sent to whom has the page already. */
  unchanged: string[];
}

/** Most answers of one second; a site has some hundred pages. */
const MOST = 500;
const HELD_FOR_MS = 1000;
/** Ours are shorter; with longer ones nothing is kept. */
const LONGEST_COOKIE = 1000;
/** Of one request alone. */
const ITS_OWN = 'x-request-id';
const WITHOUT_BODY = new Set(['content-type', 'content-encoding', 'content-length']);

/**
 * What was answered within this second to a visitor of whom nobody knows anything (no page they come from, no query), answered
 * again to the next such visitor, before router, hooks and pages. Our cookie says where somebody came from and not who they
 * are, so all with the very same cookie see the same, and nobody with another one does. Pages are a second late at most,
 * and `forget` makes them new at once.
 */
export class ReadyAnswers {
  readonly #answers = new Map<string, ReadyAnswer>();
  #second = 0;
  #until = 0;

  constructor(private readonly clock: Clock) {}

  /** Answers when there is something ready; false leaves the request as it is. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (!isAnybody(request)) return false;
    this.#endSecond();
    const ready = this.#answers.get(keyOf(request));
    if (!ready) return false;
    if (ready.etag !== undefined && request.headers['if-none-match'] === ready.etag) {
      response.writeHead(304, ready.unchanged).end();
    } else {
      response.writeHead(200, ready.headers).end(ready.body);
    }
    return true;
  }

  /** Keeps what is being answered with 200, its headers as they are set by now, if it is the same for anybody. */
  keep({ raw }: FastifyRequest, reply: FastifyReply, body: Buffer): void {
    const set = reply.getHeaders();
    if (!isAnybody(raw) || set['set-cookie'] !== undefined) return;
    this.#endSecond();
    if (this.#answers.size >= MOST) return;
    const named = Object.entries({ ...set, 'content-length': body.byteLength })
      .filter(([name]) => name !== ITS_OWN)
      .map(([name, value]) => [name, String(value)]);
    const { etag } = set;
    this.#answers.set(keyOf(raw), {
      headers: named.flat(),
      body,
      etag: etag === undefined ? undefined : String(etag),
      unchanged: named.filter(([name = '']) => !WITHOUT_BODY.has(name)).flat(),
    });
  }

  /** What pages are made from has changed. */
  forget(): void {
    this.#answers.clear();
  }

  #endSecond(): void {
    const second = Math.trunc(this.clock.now().getTime() / HELD_FOR_MS);
    const now = performance.now();
    if (second === this.#second && now < this.#until) return;
    this.#second = second;
    this.#until = now + HELD_FOR_MS;
    this.#answers.clear();
  }
}

/** Nothing in the request but its cookie tells one visitor from another. */
function isAnybody({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    (headers.cookie?.length ?? 0) <= LONGEST_COOKIE &&
    headers.referer === undefined &&
    url?.includes('?') === false
  );
}

const keyOf = (request: IncomingMessage) =>
  `${encodingFor(request.headers['accept-encoding'])} ${isFirstView(request)} ${request.url} ${request.headers.cookie ?? ''}`;
