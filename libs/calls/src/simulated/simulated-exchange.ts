import type { SimulatedLineEvent } from '#contract';
import { CompanyApi } from './company-api.js';
import { ExchangeWire, type ExchangeWireOptions } from './exchange-wire.js';
import { IncomingCall } from './incoming-call.js';
import type { Leg } from './leg.js';
import { OutgoingCall } from './outgoing-call.js';
import { SimulatedConference } from './simulated-conference.js';

type Hear = (event: SimulatedLineEvent) => void;

/** A leg that is not there, or somebody else's. */
export class UnknownLeg extends Error {
  override readonly name = 'UnknownLeg';
}

/** What goes wrong, for tests. */
export interface ExchangeFaults {
  /** Reports come twice, and in no order. */
  messy: boolean;
  /** So many of the next requests are done, and their answers lost. */
  loseAnswers: number;
}

/** After a colleague has left two others to themselves they speak for so long; seconds. */
const THEY_SPEAK_SECONDS = 20;
/** A line that breaks off for less comes back. */
const PAGE_IS_CLOSED_SECONDS = 5;

/**
 * Stands in for the telephone company where there is no account: it asks the site what to do with each call, does it, and
 * reports what became of it, in signed requests of Twilio's shape; and it is asked for conferences as Twilio is. Browsers ring
 * and are connected; only nobody is heard. It keeps its calls in memory, so it is for one process: the demo's desk.
 */
export class SimulatedExchange {
  readonly faults: ExchangeFaults = { messy: false, loseAnswers: 0 };
  readonly #wire: ExchangeWire;
  readonly #api: CompanyApi;
  readonly #lines = new Map<string, Set<Hear>>();
  readonly #legs = new Map<string, Leg>();
  readonly #conferences = new Map<string, SimulatedConference>();
  /** Telephones at which somebody answers. */
  readonly #staffed: ReadonlySet<string>;

  constructor(options: ExchangeWireOptions & { staffedPhones?: ReadonlySet<string> }) {
    this.#wire = new ExchangeWire({ ...options, faults: this.faults });
    this.#staffed = options.staffedPhones ?? new Set();
    this.#api = new CompanyApi(this.#wire, this);
  }

  /** From now on calls ring at this browser; gives how to stop that. */
  listen(identity: string, hear: Hear): () => void {
    const hearers = this.#lines.get(identity) ?? new Set();
    this.#lines.set(identity, hearers.add(hear));
    return () => {
      hearers.delete(hear);
      if (hearers.size > 0) return;
      this.#lines.delete(identity);
      this.#wire.inBackground(this.#pageIsClosed(identity));
    };
  }

  /** Somebody calls this number of ours. Resolves once the site has answered, with how they hang up; the call goes on. */
  async call(from: string, to: string): Promise<{ callSid: string; hangUp: () => void }> {
    const call = new IncomingCall(this.#wire, this, { from, to });
    await call.begin();
    return { callSid: call.leg.id, hangUp: () => call.leg.hangUp() };
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

  /** A telephone of ours is put down. */
  putDown(number: string): void {
    for (const leg of this.#legs.values()) if (leg.to === number) leg.hangUp();
  }

  /** The company's API: a request, and its answer, or nothing. */
  async request(url: URL, init: RequestInit): Promise<Response> {
    const response = this.#api.answer(url, init);
    if (this.faults.loseAnswers > 0) {
      this.faults.loseAnswers -= 1;
      throw new Error('The line broke off before the answer.');
    }
    return response;
  }

  /** Whether a browser of this name is there. */
  isThere(identity: string): boolean {
    return this.#lines.has(identity);
  }

  isStaffed(number: string): boolean {
    return this.#staffed.has(number);
  }

  add(leg: Leg): void {
    this.#legs.set(leg.id, leg);
    void this.#forget(leg);
  }

  tell({ identity }: Pick<Leg, 'identity'>, event: SimulatedLineEvent): void {
    for (const hear of this.#lines.get(identity ?? '') ?? []) hear(event);
  }

  /** The conference of this name; a new one where there is none that lives. */
  conference(name: string): SimulatedConference {
    const known = this.#conferences.get(name);
    if (known && !known.isOver) return known;
    const conference = new SimulatedConference(this.#wire, name);
    this.#conferences.set(name, conference);
    return conference;
  }

  legs(): Iterable<Leg> {
    return this.#legs.values();
  }

  conferences(): Iterable<SimulatedConference> {
    return this.#conferences.values();
  }

  /** Ends everything. */
  close(): void {
    this.#wire.close();
    for (const leg of this.#legs.values()) leg.hangUp();
  }

  /** A page that is closed, or loaded anew, has no call any more. */
  async #pageIsClosed(identity: string): Promise<void> {
    const its = [...this.#legs.values()].filter((leg) => leg.identity === identity);
    await this.#wire.wait(PAGE_IS_CLOSED_SECONDS);
    if (this.isThere(identity)) return;
    for (const leg of its) leg.hangUp();
  }

  async #forget(leg: Leg): Promise<void> {
    await leg.over;
    this.#legs.delete(leg.id);
    this.tell(leg, { event: 'over', legId: leg.id });
    for (const [name, conference] of this.#conferences) {
      if (conference.isOver) this.#conferences.delete(name);
    }
    this.#wire.inBackground(this.#endWhatGoesOnWithoutUs());
  }

  /** Nobody made up speaks for ever. */
  async #endWhatGoesOnWithoutUs(): Promise<void> {
    const withoutUs = [...this.#conferences.values()].filter(
      ({ members }) => members.length > 0 && !members.some((one) => this.#isOurs(one.leg)),
    );
    if (withoutUs.length === 0) return;
    await this.#wire.wait(THEY_SPEAK_SECONDS);
    for (const conference of withoutUs) {
      conference.members.find(({ label }) => label === 'caller')?.leg.hangUp();
    }
  }

  #isOurs(leg: Leg): boolean {
    return leg.identity !== null || this.isStaffed(leg.to);
  }

  #own(identity: string, legId: string): Leg {
    const leg = this.#legs.get(legId);
    if (leg?.identity === identity) return leg;
    throw new UnknownLeg('There is no such call.');
  }
}

/** What calls need of the exchange. */
export type Switchboard = Pick<
  SimulatedExchange,
  'add' | 'tell' | 'isThere' | 'isStaffed' | 'conference'
>;
