import { createHmac } from 'node:crypto';
import { type HelpRequest, ERROR_STATUS } from '#contract';
import type { InquiryDoor, Taken } from '#inquiries';
import { type Clock, DomainError } from '#platform';
import { type SiteKeys, tokenFromKey } from '#vault';
import { phoneCounts } from './get-started/suspicion.js';

/** The two ways in: the page, and JSON. */
type Way = 'form' | 'api';

/** How a request came, beside what it says. */
export interface Arriving {
  request: HelpRequest;
  suspicion?: string[];
}

/** Takes help requests in: from the page and by JSON, each once. */
export class HelpRequests {
  readonly #phones = phoneCounts();

  constructor(
    private readonly door: InquiryDoor,
    private readonly keys: SiteKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a request of the JSON way. With a key, the same body gets the same answer.
   * @throws DomainError `idempotency.body_differs` (422), `service.database_away` (503)
   */
  async takeJson(arriving: Arriving, idempotencyKey: string | undefined): Promise<Taken> {
    const taken = await this.#take('api', arriving, idempotencyKey);
    if (taken.outcome !== 'differs') return taken;
    throw new DomainError('idempotency.body_differs', {
      status: ERROR_STATUS['idempotency.body_differs'],
      message: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
    });
  }

  /**
   * Takes a request of the page. The same form sent twice is one request; the same form with other
   * answers is another request.
   * @param nonce of the form's ticket, if it had one
   * @throws DomainError `service.database_away` (503)
   */
  async takeForm(arriving: Arriving, nonce: string | undefined): Promise<Taken> {
    const taken = await this.#take('form', arriving, nonce);
    return taken.outcome === 'differs' ? this.#take('form', arriving, undefined) : taken;
  }

  #take(way: Way, { request, suspicion = [] }: Arriving, key: string | undefined): Promise<Taken> {
    const now = this.clock.now();
    const busyPhone = request.phone !== undefined && this.#isBusy(request.phone, now);
    return this.door.take({
      kind: 'form',
      provider: way,
      ...(key === undefined ? {} : this.#identityOf(way, key)),
      envelope: { type: 'help_request', request, receivedAt: now.toISOString() },
      digestOf: Buffer.from(JSON.stringify(request)),
      suspicion: busyPhone ? [...suspicion, 'many_for_phone'] : suspicion,
    });
  }

  /** The event id is a digest: a caller's key may hold anything, and is nobody's business. */
  #identityOf(way: Way, key: string): { eventId: string; token: string } {
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
