import { createHmac } from 'node:crypto';
import { type HelpRequest, ERROR_STATUS } from '#contract';
import { databaseIsAway, type InquiryDoor, type Taken } from '#inquiries';
import { type Clock, DomainError } from '#platform';
import { newToken, type SiteKeys, tokenFromKey } from '#vault';
import type { CallSlots } from './call-slots/call-slots.js';
import { phoneCounts } from './get-started/suspicion.js';

/** The two ways in: the page, and JSON. */
type Way = 'form' | 'api';

/** By what a repeat is known, and the visitor's secret. */
interface Identity {
  eventId?: string;
  token: string;
}

/** How a request came, beside what it says. */
export interface Arriving {
  request: HelpRequest;
  suspicion?: string[];
}

/** A request that is stored. */
export interface TakenRequest extends Taken {
  /** Of a request with a call back time: when we call; null: that time was not free. */
  callBackAt?: Date | null | undefined;
}

/** Takes help requests in: from the page and by JSON, each once. */
export class HelpRequests {
  readonly #phones = phoneCounts();

  constructor(
    private readonly door: InquiryDoor,
    private readonly keys: SiteKeys,
    private readonly slots: CallSlots,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a request of the JSON way. With a key, the same body gets the same answer.
   * @throws DomainError `idempotency.body_differs` (422), `service.database_away` (503)
   */
  async takeJson(arriving: Arriving, idempotencyKey: string | undefined): Promise<TakenRequest> {
    const identity = this.#identityOf('api', idempotencyKey);
    const { callBackAt } = await this.#hold(arriving, identity.token);
    const taken = await this.#take('api', arriving, identity);
    if (taken.outcome !== 'differs') return { ...taken, callBackAt };
    throw new DomainError('idempotency.body_differs', {
      status: ERROR_STATUS['idempotency.body_differs'],
      message: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
    });
  }

  /**
   * Takes a request of the page. The same form sent twice is one request; the same form with other
   * answers is another request.
   * @param nonce of the form's ticket, if it had one
   * @param mustHold the chosen call back time has to be free: null, and nothing stored, when it is not
   * @throws DomainError `service.database_away` (503)
   */
  async takeForm(
    arriving: Arriving,
    nonce: string | undefined,
    mustHold = false,
  ): Promise<TakenRequest | null> {
    const identity = this.#identityOf('form', nonce);
    const held = await this.#hold(arriving, identity.token);
    if (mustHold && held.gone) return null;
    const taken = await this.#take('form', arriving, identity);
    if (taken.outcome !== 'differs') return { ...taken, callBackAt: held.callBackAt };
    const anew = this.#identityOf('form', undefined);
    const { callBackAt } = await this.#hold(arriving, anew.token);
    return { ...(await this.#take('form', arriving, anew)), callBackAt };
  }

  /** What a machine sent may keep no time from people; whom we cannot call needs none. */
  async #hold(
    { request, suspicion = [] }: Arriving,
    token: string,
  ): Promise<{ callBackAt?: Date | null; gone?: boolean }> {
    const { callBackAt, zip, phone } = request;
    if (callBackAt === undefined) return {};
    if (!phone || suspicion.length > 0) return { callBackAt: null };
    const at = new Date(callBackAt);
    try {
      const held = await this.slots.hold(token, at, { zip, phone });
      return { callBackAt: held ? at : null, gone: !held };
    } catch (error) {
      // Storing the request will say so, in its own words.
      if (databaseIsAway(error)) return { callBackAt: null };
      throw error;
    }
  }

  #take(way: Way, { request, suspicion = [] }: Arriving, identity: Identity): Promise<Taken> {
    const now = this.clock.now();
    const busyPhone = request.phone !== undefined && this.#isBusy(request.phone, now);
    return this.door.take({
      kind: 'form',
      provider: way,
      ...identity,
      envelope: { type: 'help_request', request, receivedAt: now.toISOString() },
      digestOf: Buffer.from(JSON.stringify(request)),
      suspicion: busyPhone ? [...suspicion, 'many_for_phone'] : suspicion,
    });
  }

  /** The event id is a digest: a caller's key may hold anything, and is nobody's business. */
  #identityOf(way: Way, key: string | undefined): Identity {
    if (key === undefined) return { token: newToken() };
    const { siteSecret } = this.keys;
    const digest = createHmac('sha256', siteSecret).update(`event v1\0${way}\0${key}`).digest();
    return {
      eventId: digest.toString('base64url'),
      token: tokenFromKey(siteSecret, `help-request ${way}`, key),
    };
  }

  #isBusy(phone: string, now: Date): boolean {
    const digits = phone.replaceAll(/\D/g, '').slice(-10);
    return this.#phones.tooMany(digits, now);
  }
}
