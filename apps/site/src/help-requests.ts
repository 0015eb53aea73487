import { createHash, createHmac } from 'node:crypto';
import { type HelpRequest, ERROR_STATUS } from '#contract';
import { databaseIsAway, type InquiryDoor, type Taken } from '#inquiries';
import { type Clock, DomainError } from '#platform';
import { newToken, type SiteKeys, tokenFromKey } from '#vault';
import type { CallSlots } from './call-slots/call-slots.js';
import type { CardPhoto } from './get-started/posted-form.js';
import { addressCounts, isOwnAddress, phoneCounts, serverCounts } from './get-started/suspicion.js';

/** The two ways in: the page, and JSON. */
type Way = 'form' | 'api';

/** By what a repeat is known, and the visitor's secret. */
interface Identity {
  eventId?: string;
  token: string;
}

/** What is asked: for help, or whether an insurance covers it. */
type RequestKind = 'form' | 'coverage_question';

/** How a request came, beside what it says. */
export interface Arriving {
  request: HelpRequest;
  /** A request for help, unless said. */
  kind?: RequestKind;
  suspicion?: string[];
  cards?: readonly CardPhoto[];
  /** The address it came from; kept as a keyed digest alone. */
  ip?: string;
  /** Id of the web request: the job's as well. */
  requestId?: string;
}

/** A request that is stored. */
export interface TakenRequest extends Taken {
  /** Of a request with a call back time: when we call; null: that time was not free. */
  callBackAt?: Date | null | undefined;
}

/** Takes help requests in: from the page and by JSON, each once. */
export class HelpRequests {
  readonly #phones = phoneCounts();
  readonly #addresses = { form: addressCounts(), api: serverCounts() };

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
    const identity = this.#identityOf('api', arriving.kind, idempotencyKey);
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
    const identity = this.#identityOf('form', arriving.kind, nonce);
    const held = await this.#hold(arriving, identity.token);
    if (mustHold && held.gone) return null;
    const taken = await this.#take('form', arriving, identity);
    if (taken.outcome !== 'differs') return { ...taken, callBackAt: held.callBackAt };
    const anew = this.#identityOf('form', arriving.kind, undefined);
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

  /** Whoever asks again and again because we were away is not one of many. */
  async #take(way: Way, arriving: Arriving, identity: Identity): Promise<Taken> {
    try {
      return await this.#store(way, arriving, identity);
    } catch (error) {
      const { ip, request } = arriving;
      if (ip !== undefined) this.#addresses[way].takeBack(ip);
      if (request.phone !== undefined) this.#phones.takeBack(digitsOf(request.phone));
      throw error;
    }
  }

  #store(way: Way, arriving: Arriving, identity: Identity): Promise<Taken> {
    const { request, kind = 'form', cards = [] } = arriving;
    const receivedAt = this.clock.now().toISOString();
    const photos = cards.map(({ side, content }) => ({
      side,
      content: content.toString('base64'),
    }));
    const from = this.#digestOf(arriving.ip);
    return this.door.take({
      kind,
      provider: way,
      ...identity,
      requestId: arriving.requestId,
      envelope: {
        type: 'help_request',
        request,
        receivedAt,
        ...(photos.length > 0 ? { cards: photos } : {}),
        ...(from ? { from } : {}),
      },
      digestOf: digestedOf(request, cards),
      suspicion: this.#suspicionOf(way, arriving),
    });
  }

  /** What the form itself told, and how often this number and this address came of late. */
  #suspicionOf(way: Way, { request, suspicion = [], ip }: Arriving): string[] {
    const now = this.clock.now();
    const foreign = ip !== undefined && !isOwnAddress(ip);
    const crowded = foreign && this.#addresses[way].tooMany(ip, now);
    const busy = request.phone !== undefined && this.#isBusy(request.phone, now);
    return [
      ...suspicion,
      ...(crowded && suspicion.length === 0 ? ['many_from_address'] : []),
      ...(busy ? ['many_for_phone'] : []),
    ];
  }

  /** Two that came from one address can be told to; where it was, nobody can read. */
  #digestOf(ip: string | undefined): string | undefined {
    if (ip === undefined || isOwnAddress(ip)) return undefined;
    return createHmac('sha256', this.keys.siteSecret).update(`address v1\0${ip}`).digest('hex');
  }

  /** The event id is a digest: a caller's key may hold anything, and is nobody's business. */
  #identityOf(way: Way, kind: RequestKind | undefined, key: string | undefined): Identity {
    if (key === undefined) return { token: newToken() };
    const door = kind === 'coverage_question' ? `${way} ${kind}` : way;
    const { siteSecret } = this.keys;
    return {
      eventId: createHmac('sha256', siteSecret)
        .update(`event v1\0${door}\0${key}`)
        .digest('base64url'),
      token: tokenFromKey(siteSecret, `help-request ${door}`, key),
    };
  }

  #isBusy(phone: string, now: Date): boolean {
    return this.#phones.tooMany(digitsOf(phone), now);
  }
}

/** One number, however it is typed. */
function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-10);
}

function digestedOf(request: HelpRequest, cards: readonly CardPhoto[]): Buffer {
  const photos = cards.map(({ content }) => createHash('sha256').update(content).digest('hex'));
  return Buffer.from([JSON.stringify(request), ...photos].join('\n'));
}
