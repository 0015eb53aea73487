import { createHash, createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConsentAnswer, FacilityAnswer, StatusAnswer } from '#contract';
import { type Arrival, databaseIsAway, type DoorOutcome, inboundLock } from '#inquiries';
import type { Clock } from '#platform';
import { capabilityDigest, tokenFromKey } from '#vault';
import type { CardPhoto } from '../get-started/posted-form.js';
import type { LinkPage } from './sealed-pages.js';

export interface LinkAnswersOptions {
  /** Stores, or keeps in the sealed spool: the site's `Spool`. */
  spool: { takeOrKeep(arrival: Arrival): Promise<DoorOutcome | 'kept'> };
  secret: Buffer;
  clock: Clock;
}

/** `kept`: sealed on our disk while the database is away; it is stored as soon as it is back. */
export type AnswerTaken = 'taken' | 'kept';

const ONCE = /^[\w-]{22}$/;
const WAIT_MS = 2500;
const LOOK_EVERY_MS = 100;

/** Takes what the holders of links send: each is one sealed inquiry, on disk when it returns. */
export class LinkAnswers {
  constructor(private readonly options: LinkAnswersOptions) {}

  now(): Date {
    return this.options.clock.now();
  }

  /** Goes into each form, so that the same form sent twice is one answer. */
  newOnce(): string {
    return randomBytes(16).toString('base64url');
  }

  facility(token: string, once: string, answer: FacilityAnswer): Promise<AnswerTaken> {
    const link = capabilityDigest(token).toString('hex');
    const receivedAt = this.options.clock.now().toISOString();
    const envelope = { type: 'referral_answer', link, answer, receivedAt } as const;
    // A code and the browser's keys are new each time; the rest says whether it is the same answer.
    return this.#take('referral_link', link, once, answer, envelope);
  }

  consent(token: string, once: string, answer: ConsentAnswer, ip: string): Promise<AnswerTaken> {
    const link = capabilityDigest(token).toString('hex');
    const receivedAt = this.options.clock.now().toISOString();
    const ipDigest = createHmac('sha256', this.options.secret).update(`ip v1\0${ip}`).digest('hex');
    const envelope = { type: 'consent_answer', link, answer, ipDigest, receivedAt } as const;
    return this.#take('consent_link', link, once, answer, envelope);
  }

  /**
   * What somebody asks for from the page of their request. It is stored while no message to them is being started
   * (rule R11), like every word of theirs.
   */
  status(
    token: string,
    once: string,
    answer: StatusAnswer,
    photos: readonly CardPhoto[],
  ): Promise<AnswerTaken> {
    const digest = capabilityDigest(token);
    const link = digest.toString('hex');
    const receivedAt = this.options.clock.now().toISOString();
    const cards = photos.map(({ side, content }) => ({
      side,
      content: content.toString('base64'),
    }));
    const said = { type: 'status_answer', link, answer, receivedAt } as const;
    const envelope = cards.length > 0 ? { ...said, cards } : said;
    const own = { token: this.ownToken(token, once), locks: [inboundLock.ofLink(digest)] };
    const told = [
      answer,
      cards.map(({ content }) => createHash('sha256').update(content).digest('hex')),
    ];
    return this.#take('status_link', link, once, told, envelope, own);
  }

  /** Of what is sent with this form: the same for the same form, so that what is held for it is held once. */
  ownToken(token: string, once: string): string {
    const link = capabilityDigest(token).toString('hex');
    return tokenFromKey(this.options.secret, 'status-answer', `${link}:${once}`);
  }

  /**
   * Waits a moment until the page has been written anew, so that whoever answered sees what came of it. False: it has not
   * been yet, or there is none any more.
   */
  async settled<Page>(
    before: Date | null,
    read: () => Promise<LinkPage<Page> | undefined>,
  ): Promise<boolean> {
    const until = performance.now() + WAIT_MS;
    while (performance.now() < until) {
      await pause(LOOK_EVERY_MS);
      try {
        const now = await read();
        const anew = (now?.writtenAt?.getTime() ?? 0) > (before?.getTime() ?? 0);
        if (anew || !now?.usable) return anew;
      } catch (error) {
        if (databaseIsAway(error)) return false;
        throw error;
      }
    }
    return false;
  }

  async #take(
    provider: string,
    link: string,
    once: string,
    answer: unknown,
    envelope: Arrival['envelope'],
    more: Pick<Arrival, 'token' | 'locks'> = {},
  ): Promise<AnswerTaken> {
    const nonce = ONCE.test(once) ? once : this.newOnce();
    const arrival = { kind: 'link_answer', provider, envelope, ...more } as const;
    const digestOf = Buffer.from(JSON.stringify(answer));
    const eventId = `${link}:${nonce}`;
    const outcome = await this.options.spool.takeOrKeep({ ...arrival, eventId, digestOf });
    if (outcome !== 'differs') return outcome === 'kept' ? 'kept' : 'taken';
    // The same form with other words (by going back in the browser) is another answer.
    const anew = `${link}:${this.newOnce()}`;
    const again = await this.options.spool.takeOrKeep({ ...arrival, eventId: anew, digestOf });
    return again === 'kept' ? 'kept' : 'taken';
  }
}
