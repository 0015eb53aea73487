import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';

/** Why a provider's list could not be read: `refused` (our key), `busy`, `away`, `bad_answer`. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: string;

  constructor(
    reason: 'refused' | 'busy' | 'away' | 'bad_answer',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = `provider.${reason}`;
  }
}

/** Times in milliseconds. */
export interface ProviderApiOptions {
  /** Where the provider answers; another address in tests. */
  base: string;
  authorization: string;
  /** Longest wait for one whole answer; 15,000 unless said. */
  deadline?: number;
  /** Wait before the second try, doubled before the third; 1,000 unless said. */
  backOff?: number;
}

const TRIES = 3;
/** A provider that asks for a longer pause is read again by the next run. */
const LONGEST_PAUSE = 10_000;
/** More pages than any account of ours fills in a week: a list that goes round is given up. */
const MOST_PAGES = 400;

/** Reads a provider's JSON: each answer within a deadline, again where that can help, and from this provider alone. */
export class ProviderApi {
  constructor(private readonly options: ProviderApiOptions) {}

  /**
   * Reads page after page; `next` names the following one, by path or whole address.
   * @throws ProviderError; the run ends with it, nothing is taken for complete that is not
   */
  async *pages<T>(
    first: string,
    shape: z.ZodType<T>,
    next: (page: T) => string | null | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<T> {
    let path: string | null | undefined = first;
    for (let count = 0; path; count += 1) {
      if (count >= MOST_PAGES) throw new ProviderError('bad_answer', 'The list does not end.');
      const page: T = await this.#page(this.#own(path), shape, signal);
      yield page;
      path = next(page);
    }
  }

  /** The key goes to the provider and nowhere else, whatever a page names as the next one. */
  #own(path: string): URL {
    const { base } = this.options;
    const url = URL.canParse(path, base) ? new URL(path, base) : undefined;
    if (url?.origin === new URL(base).origin) return url;
    throw new ProviderError('bad_answer', 'The next page is not at the provider.');
  }

  async #page<T>(url: URL, shape: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const page = shape.safeParse(await this.#json(url, signal));
    if (page.success) return page.data;
    const where = page.error.issues[0]?.path.join('.') ?? '';
    throw new ProviderError('bad_answer', `The list is not of the known shape at "${where}".`);
  }

  async #json(url: URL, signal: AbortSignal): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#ask(url, signal);
      if (!(answer instanceof Unanswered)) return answer;
      if (attempt >= TRIES || answer.pause > LONGEST_PAUSE) throw answer.reason;
      const backOff = (this.options.backOff ?? 1000) * 2 ** (attempt - 1);
      await sleep(Math.max(backOff, answer.pause), undefined, { signal });
    }
  }

  async #ask(url: URL, signal: AbortSignal): Promise<unknown> {
    const { authorization, deadline = 15_000 } = this.options;
    try {
      const response = await fetch(url, {
        headers: { authorization, accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(deadline)]),
      });
      const text = await response.text();
      if (response.ok) return parsed(text);
      return refusal(response);
    } catch (error) {
      if (signal.aborted || error instanceof ProviderError) throw error;
      const reason = new ProviderError('away', 'The provider does not answer.', { cause: error });
      return new Unanswered(reason, 0);
    }
  }
}

/** An answer that may come if asked again, after `pause` milliseconds. */
class Unanswered {
  constructor(
    readonly reason: ProviderError,
    readonly pause: number,
  ) {}
}

function refusal({ status, headers }: Response): Unanswered {
  const pause = (Number(headers.get('retry-after')) || 0) * 1000;
  if (status === 429) return new Unanswered(new ProviderError('busy', 'Too many requests.'), pause);
  if (status >= 500)
    return new Unanswered(new ProviderError('away', `It answers ${status}.`), pause);
  throw new ProviderError('refused', `It answers ${status}: are account and key right?`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The parser's message quotes what it read.
    throw new ProviderError('bad_answer', `No JSON (${(error as Error).name}).`);
  }
}
