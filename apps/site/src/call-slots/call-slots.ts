import type { Pool } from 'pg';
import type { Clock, Logger } from '#platform';
import { capabilityDigest } from '#vault';
import type { RoutingReader } from '../routing/routing.js';
import {
  type FreeSlot,
  type Offer,
  offeredSlots,
  placeKnown,
  type Whereabouts,
} from './offered-slots.js';

/** A call that was promised to a visitor. */
export interface PromisedCall {
  at: Date;
  timeZone: string;
}

const READ = {
  name: 'read-call-slots',
  text: 'SELECT starts_at, free FROM public_call_slots WHERE free > 0 ORDER BY starts_at',
  query_timeout: 1000,
};
/** What is left is counted so seldom; whether a time is really free is asked when it is held. */
const FRESH_FOR_MS = 5000;

/** Times at which a visitor can have us call back. Everything goes on without them when the database is away. */
export class CallSlots {
  #free: FreeSlot[] = [];
  /** By where somebody is: the hours of hundreds of times are not looked up for every page. */
  readonly #offers = new Map<string, Offer>();
  #freshUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly parts: { pool: Pool; routing: RoutingReader; clock: Clock; logger: Logger },
  ) {}

  /** The times that can be offered to somebody now; none when nothing is known. */
  async offer(whereabouts: Whereabouts): Promise<Offer> {
    const routing = await this.parts.routing.current();
    if (!routing) return { slots: [], timeZone: 'America/New_York' };
    await this.#renew();
    const key = JSON.stringify(placeKnown(whereabouts));
    const known = this.#offers.get(key);
    if (known) return known;
    const now = this.parts.clock.now();
    const offer = offeredSlots(this.#free, routing.organisation, placeKnown(whereabouts), now);
    this.#offers.set(key, offer);
    return offer;
  }

  /**
   * Holds a time for the holder of a token; a time that is not on offer to them is not held. The same again is the same.
   * Throws when the database is away.
   */
  async hold(token: string, at: Date, whereabouts: Whereabouts): Promise<boolean> {
    const { slots, timeZone } = await this.offer(whereabouts);
    if (!slots.some((slot) => slot.getTime() === at.getTime())) {
      return (await this.heldBy(token))?.at.getTime() === at.getTime();
    }
    const { rows } = await this.parts.pool.query<{ held: boolean }>({
      name: 'hold-call-slot',
      text: 'SELECT hold_call_slot($1, $2, $3) AS held',
      values: [capabilityDigest(token), at, timeZone],
    });
    const held = rows[0]?.held ?? false;
    this.#freshUntil = Number.NEGATIVE_INFINITY;
    return held;
  }

  /** What the holder of a token was promised. Throws when the database is away. */
  async heldBy(token: string): Promise<PromisedCall | undefined> {
    const { rows } = await this.parts.pool.query<{ slot_at: Date; time_zone: string }>({
      name: 'read-call-slot',
      text: 'SELECT slot_at, time_zone FROM read_call_slot($1)',
      values: [capabilityDigest(token)],
    });
    const [row] = rows;
    return row && { at: row.slot_at, timeZone: row.time_zone };
  }

  async #renew(): Promise<void> {
    if (performance.now() <= this.#freshUntil) return;
    this.#freshUntil = performance.now() + FRESH_FOR_MS;
    this.#offers.clear();
    try {
      const { rows } = await this.parts.pool.query<{ starts_at: Date; free: number }>(READ);
      this.#free = rows.map((row) => ({ startsAt: row.starts_at, free: row.free }));
    } catch (error) {
      // The last ones stay: whether a time is really free is asked when it is held.
      this.parts.logger.warn({ err: error }, 'the call back times could not be read');
    }
  }
}
