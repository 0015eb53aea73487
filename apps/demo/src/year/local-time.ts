import { Temporal } from 'temporal-polyfill';

const HOUR = 3_600_000;

/** The clock on the wall of one zone; asked millions of times, and so remembered by the hour. */
export class LocalTime {
  readonly #offsets = new Map<number, number>();

  constructor(readonly zone: string) {}

  /** 0 to 23. */
  hour(at: number): number {
    return new Date(at + this.#offset(at)).getUTCHours();
  }

  /** ISO date. */
  day(at: number): string {
    return new Date(at + this.#offset(at)).toISOString().slice(0, 10);
  }

  /** 0 (January) to 11. */
  month(at: number): number {
    return new Date(at + this.#offset(at)).getUTCMonth();
  }

  /** 0 (Sunday) to 6. */
  weekday(at: number): number {
    return new Date(at + this.#offset(at)).getUTCDay();
  }

  /** The same day at an hour of the wall clock, or the next day when that is over; later in it by `minutes`. */
  next(at: number, hour: number, minutes = 0): number {
    const local = at + this.#offset(at);
    const day = Math.floor(local / (24 * HOUR)) * 24 * HOUR;
    const wanted = day + hour * HOUR + minutes * 60_000;
    const moved = wanted > local ? wanted : wanted + 24 * HOUR;
    return moved - this.#offset(moved - this.#offset(at));
  }

  /** Clocks are changed at the full hour. */
  #offset(at: number): number {
    const hour = Math.floor(at / HOUR);
    const known = this.#offsets.get(hour);
    if (known !== undefined) return known;
    const zoned = Temporal.Instant.fromEpochMilliseconds(hour * HOUR).toZonedDateTimeISO(this.zone);
    const offset = zoned.offsetNanoseconds / 1e6;
    this.#offsets.set(hour, offset);
    return offset;
  }
}
