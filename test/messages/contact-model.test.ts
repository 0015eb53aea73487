import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AREAS, HOMES, type Known as Place } from '../contact/places.js';
import type { Happening, Way } from '../contact/story.js';
import { MessageHouse } from './house.js';
import { PersonWorld } from './person-world.js';

type Says = Extract<Happening, { what: 'writes' }>['says'];

/** What is done, in the order it is done. */
type Command =
  | { do: 'permits'; way: Way }
  | { do: 'takes back'; way: Way; ahead: number }
  | { do: 'writes'; words: Words; ahead: number }
  | { do: 'unsubscribes'; scope: 'email' | 'all' }
  | { do: 'messages'; channel: 'sms' | 'email'; inMinutes: number; howMany: number }
  | { do: 'a call'; spokeWithThem: boolean }
  | { do: 'a promise'; inMinutes: number }
  | { do: 'the promised call' }
  | { do: 'texts are safe'; safe: boolean }
  | { do: 'moves'; home: Place['home'] }
  | { do: 'time passes'; minutes: number; workerAway: boolean }
  | { do: 'two workers'; meanwhile: Words | null }
  | { do: 'the provider fails'; fault: 'drop' | 'drop_first' | 'broken' };

/** Every word with what a reader takes it for. */
const WORDS = {
  STOP: 'stop',
  'stop.': 'stop',
  Unsubscribe: 'stop',
  'Please don’t text me anymore': 'stop',
  'wrong number, stop texting me': 'stop',
  'no me escriban más': 'stop',
  START: 'start',
  Empezar: 'start',
  'don’t text me, just call me': 'no texts',
  'I want to quit': 'anything',
  "can't stop": 'anything',
  HELP: 'anything',
  'ok thanks': 'anything',
} as const satisfies Record<string, Says>;
type Words = keyof typeof WORDS;

const [stops, others] = [true, false].map((stop) =>
  (Object.keys(WORDS) as Words[]).filter((word) => (WORDS[word] === 'stop') === stop),
) as [Words[], Words[]];
const words = fc.oneof(
  fc.constantFrom(...stops),
  fc.constantFrom(...others),
  fc.constantFrom(...others),
);
const way = fc.constantFrom<Way[]>('call', 'sms', 'email');
/** Seconds by which the clock of another machine is ahead of the worker's. */
const ahead = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 50 }) },
);
const kind = <K extends Command['do']>(what: K) => fc.constant(what);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: kind('permits'), way }) },
  { weight: 1, arbitrary: fc.record({ do: kind('takes back'), way, ahead }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: kind('writes'),
      words,
      ahead,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: kind('unsubscribes'),
      scope: fc.constantFrom('email' as const, 'all' as const),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: kind('messages'),
      channel: fc.constantFrom('sms' as const, 'sms' as const, 'email' as const),
      inMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2000 })),
      howMany: fc.constantFrom(1, 1, 3),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: kind('a call'), spokeWithThem: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: kind('a promise'),
      inMinutes: fc.integer({ min: 1, max: 1440 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: kind('the promised call') }) },
  { weight: 1, arbitrary: fc.record({ do: kind('texts are safe'), safe: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: kind('moves'), home: fc.constantFrom(...HOMES) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: kind('time passes'),
      minutes: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 20 }) },
        { weight: 3, arbitrary: fc.integer({ min: 20, max: 1500 }) },
        { weight: 3, arbitrary: fc.constantFrom(2, 60, 240, 480, 720) },
        { weight: 1, arbitrary: fc.integer({ min: 1500, max: 95 * 1440 }) },
      ),
      workerAway: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: kind('two workers'),
      meanwhile: fc.option(words),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: kind('the provider fails'),
      fault: fc.constantFrom('drop' as const, 'drop_first' as const, 'broken' as const),
    }),
  },
);

const places: fc.Arbitrary<Place> = fc.record({
  home: fc.constantFrom(...HOMES),
  areaCode: fc.constantFrom(...AREAS),
  isPatient: fc.boolean(),
});

/** The afternoon before each change of the clocks, the night of it, and a day in summer. */
const beginnings = fc.constantFrom(
  '2026-10-31T20:00:00Z',
  '2026-11-01T05:30:00Z',
  '2027-03-13T22:00:00Z',
  '2027-03-14T06:30:00Z',
  '2027-07-06T15:00:00Z',
);

let house: MessageHouse;
let people = 0;
const seen = new Map<string, number>();
beforeAll(async () => {
  house = await MessageHouse.open();
}, 60_000);
afterAll(() => house.close());

/** Lives through it; gives everything that was wrong. */
async function live(place: Place, from: string, commands: readonly Command[]): Promise<string[]> {
  house.now = new Date(from);
  people += 1;
  const world = await PersonWorld.open(house, place, people);
  for (const one of commands) {
    await step(world, place, one);
    // Nobody writes twice within what the clocks differ by.
    house.later(one.do === 'writes' || one.do === 'two workers' ? 60_000 : 1000);
  }
  for (const what of world.seen) seen.set(what, (seen.get(what) ?? 0) + 1);
  return world.wrongs;
}

async function step(world: PersonWorld, place: Place, one: Command): Promise<void> {
  switch (one.do) {
    case 'permits':
      return world.permits(one.way);
    case 'takes back':
      return world.takesBack(one.way, one.ahead);
    case 'writes':
      return world.stores(one.words, WORDS[one.words], one.ahead);
    case 'unsubscribes':
      return world.unsubscribes(one.scope);
    case 'messages':
      for (let n = 0; n < one.howMany; n += 1) await world.write(one.channel, one.inMinutes);
      return;
    case 'a call':
      return world.calls(one.spokeWithThem);
    case 'a promise':
      return world.promise(one.inMinutes);
    case 'the promised call':
      return world.gotTheCall();
    case 'texts are safe':
      return world.textsAreSafe(one.safe);
    case 'moves':
      return world.moves({ ...place, home: one.home });
    case 'time passes':
      return world.pass(one.minutes, one.workerAway);
    case 'two workers':
      return world.twoWorkers(
        one.meanwhile ? { body: one.meanwhile, says: WORDS[one.meanwhile] } : undefined,
      );
    case 'the provider fails':
      house.twilio.faults.push(one.fault);
  }
}

const NEW_YORK: Place = { home: { zip: '10001' }, areaCode: '212', isPatient: true };
const MIAMI: Place = { home: { zip: '33101' }, areaCode: '305', isPatient: true };
const AFTERNOON = '2027-07-06T18:00:00Z';
const permitted = { do: 'permits', way: 'sms' } as const;
const text = { do: 'messages', channel: 'sms', inMinutes: 0, howMany: 1 } as const;
const says = (spoken: Words, ahead = 0): Command => ({ do: 'writes', words: spoken, ahead });
const pass = (minutes: number, workerAway = false): Command => ({
  do: 'time passes',
  minutes,
  workerAway,
});

/** What histories like these have brought to light, cut down to what it takes. */
const FOUND: [what: string, place: Place, from: string, commands: Command[]][] = [
  [
    'what the desk takes back by a clock that is ahead of the worker’s',
    NEW_YORK,
    AFTERNOON,
    [
      permitted,
      text,
      { do: 'takes back', way: 'sms', ahead: 50 },
      { do: 'two workers', meanwhile: null },
      pass(2),
    ],
  ],
  [
    'a stop that the door dates ahead of the worker’s clock',
    NEW_YORK,
    AFTERNOON,
    [permitted, text, says('STOP', 50), { do: 'two workers', meanwhile: null }, pass(2)],
  ],
  [
    'a stop that is read an hour later is not confirmed',
    NEW_YORK,
    AFTERNOON,
    [permitted, says('STOP'), pass(60, true), pass(5)],
  ],
  [
    'a stop said again, read after the desk has noted a permission: confirmed once',
    NEW_YORK,
    AFTERNOON,
    [
      says('STOP'),
      pass(1),
      says('STOP'),
      permitted,
      { do: 'two workers', meanwhile: null },
      pass(5),
    ],
  ],
  [
    'a promised call is no permission for a fourth text in Florida',
    MIAMI,
    AFTERNOON,
    [
      permitted,
      { ...text, howMany: 3 },
      pass(5),
      { do: 'a promise', inMinutes: 10 },
      text,
      pass(8),
    ],
  ],
  [
    'a state without a ZIP: early in California, whatever the number',
    { home: { state: 'CA' }, areaCode: '212', isPatient: true },
    '2027-07-06T13:00:00Z',
    [permitted, text, pass(60)],
  ],
  [
    'the hour that happens twice',
    { ...NEW_YORK, home: { zip: '42701' } },
    '2026-11-01T05:30:00Z',
    [permitted, text, pass(900)],
  ],
];

/** `CONTACT_RUNS=2000` looks longer. */
const RUNS = Number(process.env.CONTACT_RUNS ?? 40);

describe('R11, R12, R21 whatever happens, in whichever order', () => {
  test.each(FOUND)('%s', async (_what, place, from, commands) => {
    expect(await live(place, from, commands)).toEqual([]);
  });

  test('nothing wrong goes out, and nothing is kept back for nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        places,
        beginnings,
        // Most of them agree to texts from the first.
        fc
          .tuple(
            fc.subarray([
              { do: 'permits', way: 'sms' } as const,
              { do: 'permits', way: 'call' } as const,
            ]),
            fc.array(command, { minLength: 4, maxLength: 24, size: 'max' }),
          )
          .map(([first, rest]) => [...first, ...rest]),
        async (place, from, commands) => {
          expect(await live(place, from, commands)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
    // It was not quiet all the time.
    if (process.env.CONTACT_RUNS) process.stderr.write(`${JSON.stringify([...seen], null, 1)}\n`);
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining([
        'sms conversation went out',
        'a call went out',
        'kept back: stopped',
        'kept back: quiet_hours',
        'kept back: inbound_unprocessed',
      ]),
    );
  }, 300_000);
});
