import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AREAS, HOMES, type Known } from '../../../../test/contact/places.js';
import { type Happening, Story, type Way } from '../../../../test/contact/story.js';
import { withinContactHours } from './contact-hours.js';
import { ANSWER_BY_TEXT, type LedgerRow } from '../standing.js';
import { type ContactFacts, mayContact } from './may-contact.js';
import { placeOf } from './place.js';

const MINUTE = 60_000;
type Says = Extract<Happening, { what: 'writes' }>['says'];
const WAYS = ['call', 'sms', 'email'] as const;
const known: fc.Arbitrary<Known> = fc.record({
  home: fc.constantFrom(...HOMES),
  areaCode: fc.constantFrom(...AREAS),
  isPatient: fc.constant(true),
});

/** Days around both changes of the clocks, and one of summer. */
const beginnings = fc.constantFrom(
  new Date('2026-10-30T04:00:00Z'),
  new Date('2027-03-12T05:00:00Z'),
  new Date('2026-07-04T00:00:00Z'),
);

/** What happens so many minutes later. */
interface Step {
  after: number;
  /** Its moments count from when it happens. */
  one: Happening;
  /** Seconds by which the clock that dates it is ahead of the one that decides; it never turns the order round. */
  ahead: number;
}

const at = new Date(0);
const inMinutes = (minutes: number) => new Date(minutes * MINUTE);

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Happening>({ what: 'asks', at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('permits' as const),
      way: fc.constantFrom(...WAYS),
      at: fc.constant(at),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('takes back' as const),
      ways: fc.subarray([...WAYS], { minLength: 1 }),
      at: fc.constant(at),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('writes' as const),
      says: fc.constantFrom<Says[]>('stop', 'start', 'no texts', 'anything'),
      at: fc.constant(at),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Happening>({ what: 'is read' }) },
  { weight: 1, arbitrary: fc.constant<Happening>({ what: 'talks', at }) },
  { weight: 4, arbitrary: fc.constant<Happening>({ what: 'is tried', at }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('is promised a call' as const),
      at: fc.integer({ min: 1, max: 1440 }).map(inMinutes),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Happening>({ what: 'got that call' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('says whether texts are safe' as const),
      safe: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('moves' as const),
      to: known,
    }),
  },
);

const steps = (ahead: fc.Arbitrary<number>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      after: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
        { weight: 4, arbitrary: fc.integer({ min: 20, max: 1440 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1440, max: 95 * 1440 }) },
      ),
      one: happenings,
      ahead,
    }),
    { maxLength: 20 },
  );

/** The facts as the tables would give them, and the story, step by step. */
class World {
  readonly story: Story;
  now: Date;
  #known: Known;
  #ledger: LedgerRow[] = [];
  #attempts: Date[] = [];
  #unread: LedgerRow[] = [];
  #wrote: Date | null = null;
  #isUnread = false;
  #talked: Date | null = null;
  #promised: Date | null = null;
  #safeToText: boolean | null = null;

  constructor(
    at: Known,
    private readonly began: Date,
  ) {
    this.#known = at;
    this.now = began;
    this.story = new Story(at, began);
  }

  take({ after, one, ahead }: Step): void {
    this.now = new Date(this.now.getTime() + after * MINUTE);
    const from = this.now.getTime();
    const dated = 'at' in one ? { ...one, at: new Date(from + one.at.getTime()) } : one;
    this.story.tell(dated);
    this.#note(dated, new Date(from + ahead * 1000));
  }

  facts(channel: Way, planned: boolean): ContactFacts {
    return {
      channel,
      contactPointId: 'point',
      ledger: this.#ledger,
      place: placeOf(fieldsOf(this.#known)),
      conversationAt: this.#talked,
      promisedAt: this.#promised,
      inboundAt: this.#wrote,
      attempts: this.#attempts,
      unprocessedInbound: this.#isUnread,
      returnedAt: null,
      safeToText: this.#safeToText,
      followUpSince: planned ? this.began : null,
    };
  }

  #note(one: Happening, dated: Date): void {
    if (one.what === 'asks') this.#ledger.push(row('call', 'given', dated, 'get_started'));
    if (one.what === 'permits') this.#ledger.push(row(one.way, 'given', dated, 'desk'));
    if (one.what === 'takes back')
      this.#ledger.push(...one.ways.map((way) => row(way, 'revoked', dated, 'desk')));
    if (one.what === 'writes') {
      this.#unread.push(...saidBy(one.says, dated));
      this.#isUnread = true;
      this.#wrote = dated;
    }
    if (one.what === 'is read') {
      // The latest first: two workers do not keep the order.
      this.#ledger.push(...this.#unread.toReversed());
      this.#unread = [];
      this.#isUnread = false;
    }
    if (one.what === 'talks') this.#talked = dated;
    if (one.what === 'is tried') this.#attempts.push(dated);
    if (one.what === 'is promised a call') this.#promised = one.at;
    if (one.what === 'got that call') this.#promised = null;
    if (one.what === 'says whether texts are safe') this.#safeToText = one.safe;
    if (one.what === 'moves') this.#known = one.to;
  }
}

function fieldsOf({ home, areaCode }: Known) {
  return { ...home, phone: `+1${areaCode}5550142` };
}

function row(scope: Way, decision: 'given' | 'revoked', at: Date, origin: string): LedgerRow {
  return { scope, decision, at, origin, contactPointId: null };
}

/** What a text puts into the ledger. */
function saidBy(says: Says, at: Date): LedgerRow[] {
  if (says === 'stop') return WAYS.map((way) => row(way, 'revoked', at, 'sms'));
  if (says === 'start') return [row('sms', 'given', at, 'sms')];
  const asks = row('call', 'given', at, 'sms');
  if (says === 'no texts') return [asks, row('sms', 'revoked', at, 'sms')];
  return [asks, row('sms', 'given', at, ANSWER_BY_TEXT)];
}

describe('R11 the rules beside a story told in other words', () => {
  const asked = fc.tuple(known, beginnings, fc.constantFrom(...WAYS), fc.boolean());

  test('what is right is allowed, what is wrong is not, at any time of any story', () => {
    fc.assert(
      fc.property(asked, steps(fc.constant(0)), ([at, began, way, planned], happened) => {
        const world = new World(at, began);
        for (const step of happened) {
          world.take(step);
          const decision = mayContact(world.facts(way, planned), world.now);
          const wrongs = world.story.wrongs(way, world.now, planned);
          expect({ wrongs, allowed: decision.allowed }).toEqual({
            wrongs,
            allowed: wrongs.length === 0,
          });
          if (!decision.allowed && decision.opensAt) {
            expect(decision.opensAt > world.now).toBe(true);
            expect(world.story.wrongs(way, decision.opensAt).join()).not.toMatch('it is');
          }
        }
      }),
      { numRuns: 6000 },
    );
  });

  test('nothing wrong is allowed although the clock of the door is ahead', () => {
    const ahead = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(asked, steps(ahead), ([at, began, way, planned], happened) => {
        const world = new World(at, began);
        for (const step of happened) {
          world.take(step);
          const { allowed } = mayContact(world.facts(way, planned), world.now);
          if (allowed) expect(world.story.wrongs(way, world.now, planned)).toEqual([]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each(AREAS)('every half hour over both clock changes, a number of %s', (areaCode) => {
    for (const home of HOMES) {
      const at: Known = { home, areaCode, isPatient: true };
      const where = placeOf(fieldsOf(at));
      const story = new Story(at, new Date(0));
      for (const day of ['2026-11-01', '2027-03-14']) {
        for (let half = 0; half < 2 * 36; half += 1) {
          const now = new Date(Date.parse(`${day}T00:00:00Z`) + half * 30 * MINUTE);
          const shut = story.wrongs('sms', now).filter((why) => why.startsWith('it is'));
          const open = shut.length === 0;
          expect({ home, now, open: withinContactHours(now, where) }).toEqual({ home, now, open });
        }
      }
    }
  });
});
