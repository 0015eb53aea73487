/**
 * What docs/domain.md says of contact, told a second time and in another way: as a story of what happened, in the order
 * in which it happened, and of what would be wrong with calling or writing now. It shares nothing with the code it judges.
 */
import { type Known, whereabouts } from './places.js';

export type Way = 'call' | 'sms' | 'email';

/** Where somebody may be: every zone counts, and so does the law of every state. */
export interface Whereabouts {
  zones: readonly string[];
  laws: readonly string[];
}

export type Happening =
  /** Asks for help by form or by phone. */
  | { what: 'asks'; at: Date }
  | { what: 'permits'; way: Way; at: Date }
  | { what: 'takes back'; ways: readonly Way[]; at: Date }
  /** A text of theirs arrives; `says` is what it means to a reader. */
  | { what: 'writes'; at: Date; says: 'stop' | 'start' | 'no texts' | 'anything' }
  /** Uses the link at the end of an e-mail. */
  | { what: 'unsubscribes'; ways: readonly Way[]; at: Date }
  /** The system has worked through everything that had arrived. */
  | { what: 'is read' }
  | { what: 'talks'; at: Date }
  | { what: 'is tried'; at: Date }
  | { what: 'is promised a call'; at: Date }
  | { what: 'got that call' }
  | { what: 'says whether texts are safe'; safe: boolean }
  | { what: 'moves'; to: Known };

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export class Story {
  readonly told: Happening[] = [];

  constructor(
    private known: Known,
    /** Since when they have been followed up. */
    readonly since: Date,
  ) {}

  tell(happening: Happening): void {
    this.told.push(happening);
    if (happening.what === 'moves') this.known = happening.to;
  }

  /** What is wrong with reaching them now this way; nothing when it is right. `planned`: by no human. */
  wrongs(way: Way, now: Date, planned = false): string[] {
    const wrongs: string[] = [];
    if (this.unread()) wrongs.push('something they sent is not read');
    if (!this.permits(way, now)) wrongs.push('they do not permit it');
    if (way === 'sms' && this.textsUnsafe()) wrongs.push('a text is not safe');
    if (planned && now.getTime() - this.since.getTime() > 90 * DAY) wrongs.push('after 90 days');
    if (way === 'email' || this.isReply(now) || (way === 'call' && this.isPromised(now))) {
      return wrongs;
    }
    const where = whereabouts(this.known);
    wrongs.push(...shutAt(where, now).map((why) => `it is ${why}`));
    if (where.laws.includes('FL') && this.triedSince(now, DAY) >= 3) wrongs.push('a fourth');
    return wrongs;
  }

  /** What is wrong with confirming a stop now, when so many were confirmed before. */
  confirmationWrongs(now: Date, confirmed: number): string[] {
    const wrongs: string[] = [];
    if (this.unread()) wrongs.push('something they sent is not read');
    if (this.textsUnsafe()) wrongs.push('a text is not safe');
    if (!this.stopsSaid().some((at) => within(now, at, 5 * MINUTE))) wrongs.push('too late');
    if (this.spells() <= confirmed) wrongs.push('confirmed before');
    return wrongs;
  }

  private stopsSaid(): Date[] {
    return this.told.flatMap((one) =>
      one.what === 'writes' && one.says === 'stop' ? [one.at] : [],
    );
  }

  /** How often they wrote that they want no more, not counting what only said it again. */
  private spells(): number {
    let spells = 0;
    let stopped = false;
    for (const one of this.told) {
      if (one.what === 'writes' && one.says === 'stop') {
        if (!stopped) spells += 1;
        stopped = true;
      } else if (gives(one, 'sms')) stopped = false;
    }
    return spells;
  }

  private unread(): boolean {
    return Math.max(this.last('writes'), this.last('unsubscribes')) > this.last('is read');
  }

  private permits(way: Way, now: Date): boolean {
    const permitted = this.permitting(way);
    if (way !== 'call') return permitted.length > 0;
    return permitted.some(
      (one) =>
        one.what === 'permits' ||
        ('at' in one &&
          now.getTime() - one.at.getTime() <= 7 * DAY &&
          (this.isPromised(now) || !this.talkedAfter(one))),
    );
  }

  /** What permits a way and was not taken back since. */
  private permitting(way: Way): Happening[] {
    let permitted: Happening[] = [];
    let stopped = false;
    for (const one of this.told) {
      if (takesBack(one, way)) {
        permitted = [];
        stopped = true;
      } else if (gives(one, way) || (impliedBy(one, way) && !stopped)) {
        permitted.push(one);
        stopped = false;
      }
    }
    return permitted;
  }

  private talkedAfter(one: Happening): boolean {
    return this.last('talks') > this.told.indexOf(one);
  }

  private textsUnsafe(): boolean {
    const said = this.told[this.last('says whether texts are safe')];
    return said?.what === 'says whether texts are safe' && !said.safe;
  }

  private isReply(now: Date): boolean {
    return this.told.some((one) => one.what === 'writes' && within(now, one.at, 15 * MINUTE));
  }

  private isPromised(now: Date): boolean {
    const promise = this.told[this.last('is promised a call')];
    if (promise?.what !== 'is promised a call') return false;
    if (this.last('got that call') > this.last('is promised a call')) return false;
    return Math.abs(now.getTime() - promise.at.getTime()) <= 30 * MINUTE;
  }

  private triedSince(now: Date, ms: number): number {
    return this.told.filter((one) => one.what === 'is tried' && within(now, one.at, ms - 1)).length;
  }

  /** Place in the story of the last of its kind; -1 when it never happened. */
  private last(what: Happening['what']): number {
    return this.told.findLastIndex((one) => one.what === what);
  }
}

function takesBack(one: Happening, way: Way): boolean {
  return (
    (one.what === 'writes' && one.says === 'stop') ||
    (one.what === 'writes' && one.says === 'no texts' && way === 'sms') ||
    ((one.what === 'takes back' || one.what === 'unsubscribes') && one.ways.includes(way))
  );
}

function gives(one: Happening, way: Way): boolean {
  if (one.what === 'permits') return one.way === way;
  if (way === 'sms') return one.what === 'writes' && one.says === 'start';
  // Whoever asks, or writes again after a stop, wants to be spoken with.
  if (way !== 'call') return false;
  return (
    one.what === 'asks' ||
    (one.what === 'writes' && (one.says === 'anything' || one.says === 'no texts'))
  );
}

/** A text may be answered by text, unless they had stopped: only START gives texts back. */
function impliedBy(one: Happening, way: Way): boolean {
  return way === 'sms' && one.what === 'writes' && one.says === 'anything';
}

/** What has been told has happened, even when another clock has dated it a little later than now. */
function within(now: Date, at: Date, ms: number): boolean {
  return now.getTime() - at.getTime() <= ms;
}

/** Why it is too early or too late somewhere they may be. */
function shutAt({ zones, laws }: Whereabouts, now: Date): string[] {
  return zones.flatMap((zone) => {
    const { time, weekday } = clockAt(now, zone);
    const early =
      time < '08:00' ||
      (time < '09:00' && laws.includes('CT')) ||
      (time < '12:00' && laws.includes('TX') && weekday === 'Sun');
    const late =
      time >= '21:00' || (time >= '20:00' && (laws.includes('CT') || laws.includes('FL')));
    return early || late ? [`${weekday} ${time} in ${zone}`] : [];
  });
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockAt(now: Date, zone: string): { time: string; weekday: string } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    });
  clocks.set(zone, clock);
  const parts = Object.fromEntries(
    clock.formatToParts(now).map(({ type, value }) => [type, value]),
  );
  return { time: `${parts.hour}:${parts.minute}`, weekday: parts.weekday ?? '' };
}
