import { randomBytes } from 'node:crypto';
import { type ExchangeWire, timestamp } from './exchange-wire.js';
import type { Leg } from './leg.js';

interface Member {
  leg: Leg;
  label: string | null;
  held: boolean;
  endsOnExit: boolean;
  reports: string | null;
  out: () => void;
}

/** How somebody joins. */
export interface Joining {
  label: string | null;
  endsOnExit: boolean;
  /** Where to report what happens; the first who joins decides. */
  reports: string | null;
}

/** A conference at the simulated telephone company. It lives while somebody is in it. */
export class SimulatedConference {
  readonly sid = `CF${randomBytes(16).toString('hex')}`;
  readonly #members = new Map<string, Member>();
  #sequence = 0;
  #reports: string | null = null;
  #begun = false;
  #over = false;

  constructor(
    private readonly wire: ExchangeWire,
    /** Under which it was joined. */
    readonly name: string,
  ) {}

  get isOver(): boolean {
    return this.#over;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** Resolves once the leg is out: it hung up, was put out, or the conference is over. */
  join(leg: Leg, { label, endsOnExit, reports }: Joining): Promise<void> {
    if (this.#over) return Promise.resolve();
    this.#reports ??= reports;
    return new Promise((out) => {
      this.#members.set(leg.id, { leg, label, held: false, endsOnExit, reports, out });
      this.#report('participant-join', leg, label);
      if (!this.#begun && this.#members.size > 1) {
        this.#begun = true;
        this.#report('conference-start');
      }
      void leg.over.then(() => this.leave(leg.id));
    });
  }

  /** False: nobody of this id is in it. */
  hold(legId: string, held: boolean): boolean {
    const member = this.#members.get(legId);
    if (!member) return false;
    if (member.held !== held) {
      member.held = held;
      this.#report(held ? 'participant-hold' : 'participant-unhold', member.leg, member.label);
    }
    return true;
  }

  endsWith(legId: string, ends: boolean): boolean {
    const member = this.#members.get(legId);
    if (member) member.endsOnExit = ends;
    return member !== undefined;
  }

  leave(legId: string): boolean {
    const member = this.#members.get(legId);
    if (!member) return false;
    this.#members.delete(legId);
    this.#report('participant-leave', member.leg, member.label);
    member.out();
    if (member.endsOnExit || this.#members.size === 0) this.end();
    return true;
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    for (const { leg, label, out } of this.#members.values()) {
      this.#report('participant-leave', leg, label);
      out();
    }
    this.#members.clear();
    this.#report('conference-end');
  }

  #report(event: string, leg?: Leg, label?: string | null): void {
    if (this.#reports === null) return;
    this.#sequence += 1;
    this.wire.report(this.#reports, {
      ConferenceSid: this.sid,
      FriendlyName: this.name,
      StatusCallbackEvent: event,
      SequenceNumber: String(this.#sequence),
      Timestamp: timestamp(),
      ...(leg ? { CallSid: leg.id } : {}),
      ...(label ? { ParticipantLabel: label } : {}),
    });
  }
}
