import { setTimeout as sleep } from 'node:timers/promises';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { verbsOf, type Verb } from './twiml.js';

export interface ExchangeWireOptions {
  /** Where the site listens. */
  siteUrl: string;
  /** The site's address as signatures cover it. */
  publicUrl: string;
  /** With which requests are signed; the site has the same. */
  authToken: string;
  /** Hears what went wrong; the caller of a made-up call hears nothing. */
  onProblem: (error: unknown) => void;
  /** Milliseconds to a second; 1000 unless said. */
  pace?: number;
  /** Reports come twice, and in no order, where this says so. */
  faults?: { readonly messy: boolean };
}

/** The way between the simulated telephone company and the site. */
export class ExchangeWire {
  readonly #ends = new AbortController();
  #reports: Promise<void> = Promise.resolve();

  constructor(private readonly options: ExchangeWireOptions) {}

  /** Posts what happened, signed; gives what the site says to do. */
  async post(to: string, fields: Record<string, string>): Promise<Verb[]> {
    const { siteUrl, publicUrl, authToken } = this.options;
    const path = to.startsWith('/') ? to : pathOf(to);
    const answer = await fetch(siteUrl + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': getExpectedTwilioSignature(authToken, publicUrl + path, fields),
      },
      body: new URLSearchParams(fields).toString(),
      signal: AbortSignal.any([this.#ends.signal, AbortSignal.timeout(15_000)]),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The site answers ${answer.status} to ${path}.`);
    return verbsOf(text);
  }

  /** Posts a report that nobody waits for. Reports come in their order, unless they are to be messy. */
  report(to: string, fields: Record<string, string>): void {
    if (this.options.faults?.messy) {
      for (const late of [Math.random(), Math.random()]) {
        this.inBackground(this.wait(3 * late).then(() => this.post(to, fields)));
      }
      return;
    }
    this.#reports = this.#reports.then(() => this.post(to, fields).then(() => undefined));
    this.inBackground(this.#reports);
    this.#reports = this.#reports.catch(() => undefined);
  }

  /** Lets so many seconds pass. Rejects when everything ends. */
  async wait(seconds: number): Promise<void> {
    const milliseconds = seconds * (this.options.pace ?? 1000);
    await sleep(milliseconds, undefined, { signal: this.#ends.signal });
  }

  /** Does something in the background; what goes wrong is told, unless everything ends. */
  inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#ends.signal.aborted) this.options.onProblem(error);
    });
  }

  close(): void {
    this.#ends.abort();
  }
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** The time as Twilio writes it. */
export const timestamp = (): string => new Date().toUTCString();
