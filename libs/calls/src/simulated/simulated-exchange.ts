import type { SimulatedLineEvent } from '#contract';
import { IncomingCall } from './incoming-call.js';
import { OutgoingCall } from './outgoing-call.js';
import { ExchangeWire, type ExchangeWireOptions } from './exchange-wire.js';
import type { Leg } from './leg.js';

type Hear = (event: SimulatedLineEvent) => void;

/** A leg that is not there, or somebody else's. */
export class UnknownLeg extends Error {
  override readonly name = 'UnknownLeg';
}

/**
 * Stands in for the telephone company where there is no account: it asks the site what to do with each call, does it, and
 * reports what became of it, in signed requests of Twilio's shape. Browsers ring and are connected; only nobody is heard.
 * It keeps its calls in memory, so it is for one process: the demo's desk.
 */
export class SimulatedExchange {
  readonly #wire: ExchangeWire;
  readonly #lines = new Map<string, Set<Hear>>();
  readonly #legs = new Map<string, Leg>();

  constructor(options: ExchangeWireOptions) {
    this.#wire = new ExchangeWire(options);
  }

  /** From now on calls ring at this browser; gives how to stop that. */
  listen(identity: string, hear: Hear): () => void {
    const hearers = this.#lines.get(identity) ?? new Set();
    this.#lines.set(identity, hearers.add(hear));
    return () => {
      hearers.delete(hear);
      if (hearers.size === 0) this.#lines.delete(identity);
    };
  }

  /** Somebody calls this number of ours. Resolves once the site has answered; the call goes on by itself. */
  async call(from: string, to: string): Promise<void> {
    await new IncomingCall(this.#wire, this, { from, to }).begin();
  }

  /** A browser dials with a permit; what the site says to it is done. */
  place(
    identity: string,
    dialled: { permit: string; to: string },
  ): { legId: string; callSid: string } {
    const call = new OutgoingCall(this.#wire, this, identity, dialled);
    call.begin();
    return { legId: call.leg.id, callSid: call.sid };
  }

  /** Takes a call that rings here. */
  answer(identity: string, legId: string): void {
    this.#own(identity, legId).answer();
  }

  /** Ends a call, or lets it ring elsewhere. */
  hangUp(identity: string, legId: string): void {
    this.#own(identity, legId).hangUp();
  }

  /** Whether a browser of this name is there. */
  isThere(identity: string): boolean {
    return this.#lines.has(identity);
  }

  add(leg: Leg): void {
    this.#legs.set(leg.id, leg);
    void this.#forget(leg);
  }

  tell(identity: string, event: SimulatedLineEvent): void {
    for (const hear of this.#lines.get(identity) ?? []) hear(event);
  }

  /** Ends everything. */
  close(): void {
    this.#wire.close();
    for (const leg of this.#legs.values()) leg.hangUp();
  }

  async #forget(leg: Leg): Promise<void> {
    await leg.over;
    this.#legs.delete(leg.id);
    this.tell(leg.identity, { event: 'over', legId: leg.id });
  }

  #own(identity: string, legId: string): Leg {
    const leg = this.#legs.get(legId);
    if (leg?.identity === identity) return leg;
    throw new UnknownLeg('There is no such call.');
  }
}

/** What calls need of the exchange. */
export type Switchboard = Pick<SimulatedExchange, 'add' | 'tell' | 'isThere'>;
