import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ContactFacts, type ContactLedgerRow, mayContact } from './may-contact.js';
import { placeOf } from './place.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Tuesday, 15:00 in New York and noon in Los Angeles: open everywhere. */
const NOON = new Date('2026-11-24T20:00:00Z');
const before = (ms: number) => new Date(NOON.getTime() - ms);

const given = (scope: 'call' | 'sms' | 'email', at: Date, origin = 'desk'): ContactLedgerRow => ({
  scope,
  decision: 'given',
  at,
  origin,
  contactPointId: null,
});
const revoked = (scope: 'call' | 'sms' | 'email', at: Date): ContactLedgerRow => ({
  scope,
  decision: 'revoked',
  at,
  origin: 'sms',
  contactPointId: null,
});

function facts(over: Partial<ContactFacts>): ContactFacts {
  return {
    channel: 'call',
    contactPointId: 'point',
    ledger: [],
    place: placeOf({ zip: '10001' }),
    conversationAt: null,
    promisedAt: null,
    inboundAt: null,
    attempts: [],
    unprocessedInbound: false,
    safeToText: null,
    followUpSince: null,
    ...over,
  };
}

const because = (over: Partial<ContactFacts>, now = NOON) => {
  const decision = mayContact(facts(over), now);
  return decision.allowed ? 'allowed' : decision.because;
};

describe('R11 may this contact go out now', () => {
  test.each<[string, Partial<ContactFacts>, string]>([
    ['nothing said', {}, 'no_consent'],
    [
      'own request an hour ago',
      { ledger: [given('call', before(HOUR), 'get_started')] },
      'allowed',
    ],
    [
      'own request, but they talked since',
      { ledger: [given('call', before(HOUR), 'get_started')], conversationAt: before(MINUTE) },
      'request_used_up',
    ],
    [
      'own request eight days ago',
      { ledger: [given('call', before(8 * DAY), 'get_started')] },
      'request_used_up',
    ],
    [
      'standing permission, talked since',
      { ledger: [given('call', before(8 * DAY))], conversationAt: before(DAY) },
      'allowed',
    ],
    [
      'a new request after the talk',
      { ledger: [given('call', before(HOUR), 'call')], conversationAt: before(DAY) },
      'allowed',
    ],
    [
      'a call consent is no text consent',
      { channel: 'sms', ledger: [given('call', before(HOUR))] },
      'no_consent',
    ],
    ['text consent', { channel: 'sms', ledger: [given('sms', before(HOUR))] }, 'allowed'],
    [
      'text consent, but texts are not safe',
      { channel: 'sms', ledger: [given('sms', before(HOUR))], safeToText: false },
      'not_safe_to_text',
    ],
    [
      'stop after consent',
      { channel: 'sms', ledger: [given('sms', before(HOUR)), revoked('sms', before(MINUTE))] },
      'stopped',
    ],
    [
      'consent again after stop',
      { channel: 'sms', ledger: [revoked('sms', before(HOUR)), given('sms', before(MINUTE))] },
      'allowed',
    ],
    [
      'stop and consent in the same moment',
      { channel: 'sms', ledger: [revoked('sms', before(HOUR)), given('sms', before(HOUR))] },
      'stopped',
    ],
    [
      'consent for another number',
      { channel: 'sms', ledger: [{ ...given('sms', before(HOUR)), contactPointId: 'other' }] },
      'no_consent',
    ],
    [
      'a text of theirs is not read yet',
      { ledger: [given('call', before(HOUR))], unprocessedInbound: true },
      'inbound_unprocessed',
    ],
    [
      'the 91st day',
      { ledger: [given('call', before(HOUR))], followUpSince: before(91 * DAY) },
      'follow_up_over',
    ],
    [
      'an old request before a stop is not revived by nothing',
      { ledger: [given('call', before(2 * HOUR), 'get_started'), revoked('call', before(HOUR))] },
      'stopped',
    ],
  ])('%s', (_what, over, expected) => expect(because(over)).toBe(expected));

  const NIGHT = new Date('2026-11-25T04:00:00Z');
  test.each<[string, Partial<ContactFacts>, string]>([
    ['at 23:00', { ledger: [given('call', before(HOUR))] }, 'quiet_hours'],
    [
      'at 23:00, as they asked for',
      { ledger: [given('call', before(HOUR), 'get_started')], promisedAt: NIGHT },
      'allowed',
    ],
    [
      'at 23:00, a promise to call does not permit a text',
      { channel: 'sms', ledger: [given('sms', before(HOUR))], promisedAt: NIGHT },
      'quiet_hours',
    ],
    [
      'at 23:00, answering their text of five minutes ago',
      {
        channel: 'sms',
        ledger: [given('sms', before(HOUR))],
        inboundAt: new Date(NIGHT.getTime() - 5 * MINUTE),
      },
      'allowed',
    ],
    [
      'at 23:00, an e-mail',
      { channel: 'email', ledger: [given('email', before(HOUR))] },
      'allowed',
    ],
  ])('%s', (_what, over, expected) => expect(because(over, NIGHT)).toBe(expected));

  test('Florida: three in a day, then it says when', () => {
    const attempts = [before(20 * HOUR), before(5 * HOUR), before(HOUR)];
    const florida = {
      ledger: [given('call', before(30 * DAY))],
      place: placeOf({ zip: '33101' }),
      attempts,
    };
    const decision = mayContact(facts(florida), NOON);
    expect(decision).toEqual({
      allowed: false,
      because: 'three_in_a_day',
      opensAt: new Date('2026-11-25T00:00:00Z'),
    });
    expect(because({ ...florida, attempts: attempts.slice(1) })).toBe('allowed');
    expect(because({ ...florida, place: placeOf({ zip: '10001' }) })).toBe('allowed');
  });
});

/** One thing that happened, so many minutes after the start. */
type Happening = {
  minute: number;
  what:
    | 'request'
    | 'consent_call'
    | 'consent_sms'
    | 'stop'
    | 'start'
    | 'talk'
    | 'text_in'
    | 'attempt';
};

const happening: fc.Arbitrary<Happening> = fc.record({
  minute: fc.integer({ min: 0, max: 14 * 24 * 60 }),
  what: fc.constantFrom(
    'request',
    'consent_call',
    'consent_sms',
    'stop',
    'start',
    'talk',
    'text_in',
    'attempt',
  ),
});

describe('R11 over random histories, clocks and clock changes', () => {
  const places = [
    { zip: '10001' },
    { zip: '33101' },
    { zip: '75201' },
    { zip: '06103' },
    { phone: '+18505550100' },
    { phone: '+18885550100' },
    { zip: '85004' },
  ];
  // Both histories cross a clock change: 1 November 2026 and 14 March 2027.
  const starts = [
    new Date('2026-10-25T00:00:00Z'),
    new Date('2027-03-07T00:00:00Z'),
    new Date('2026-07-01T00:00:00Z'),
  ];

  test('nothing illegal is ever allowed', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { maxLength: 25 }),
        fc.integer({ min: 0, max: 15 * 24 * 60 }),
        fc.constantFrom(...starts),
        fc.constantFrom(...places),
        fc.constantFrom('call' as const, 'sms' as const),
        (history, minute, start, known, channel) => {
          const past = history
            .filter((h) => h.minute <= minute)
            .sort((a, b) => a.minute - b.minute);
          const time = (m: number) => new Date(start.getTime() + m * MINUTE);
          const now = time(minute);
          const last = (...kinds: Happening['what'][]) =>
            past.findLast((h) => kinds.includes(h.what));
          const decision = mayContact(
            facts({
              channel,
              place: placeOf(known),
              ledger: history.flatMap((h) => rowsOf(h, time(h.minute))),
              conversationAt: last('talk') ? time(last('talk')?.minute ?? 0) : null,
              inboundAt: last('text_in') ? time(last('text_in')?.minute ?? 0) : null,
              attempts: past.filter((h) => h.what === 'attempt').map((h) => time(h.minute)),
            }),
            now,
          );
          if (!decision.allowed) {
            if (decision.opensAt) expect(decision.opensAt > now).toBe(true);
            return;
          }
          // The oracle: told in the words of the rules, over the plain history.
          const opening =
            channel === 'sms' ? last('consent_sms', 'start') : last('request', 'consent_call');
          expect(opening).toBeDefined();
          const stop = last('stop');
          if (stop && opening) expect(opening.minute).toBeGreaterThan(stop.minute);
          const replying = past.some((h) => h.what === 'text_in' && minute - h.minute <= 15);
          if (!replying)
            for (const zone of placeOf(known).zones) expect(openFor(known, now, zone)).toBe(true);
          if (channel === 'call') {
            const standing = past.some(
              (h) => h.what === 'consent_call' && h.minute > (stop?.minute ?? -1),
            );
            const talk = last('talk')?.minute ?? -1;
            const fresh = past.some(
              (h) =>
                h.what === 'request' &&
                h.minute > (stop?.minute ?? -1) &&
                minute - h.minute <= 7 * 24 * 60 &&
                talk < h.minute,
            );
            expect(standing || fresh).toBe(true);
          }
          if (placeOf(known).states.includes('FL') && !replying) {
            expect(
              past.filter((h) => h.what === 'attempt' && minute - h.minute < 24 * 60).length,
            ).toBeLessThan(3);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function rowsOf(h: Happening, at: Date): ContactLedgerRow[] {
  if (h.what === 'request') return [given('call', at, 'get_started')];
  if (h.what === 'consent_call') return [given('call', at)];
  if (h.what === 'consent_sms' || h.what === 'start') return [given('sms', at, 'sms')];
  if (h.what === 'stop') return [revoked('call', at), revoked('sms', at), revoked('email', at)];
  return [];
}

function localHour(now: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  return part('hour') + part('minute') / 60;
}

/** The oracle's hours, told by name of place rather than by table. */
function openFor(known: { zip?: string; phone?: string }, now: Date, zone: string): boolean {
  const hour = localHour(now, zone);
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short' }).format(
    now,
  );
  const florida = known.zip === '33101' || known.phone === '+18505550100';
  const connecticut = known.zip === '06103';
  const sundayInTexas = known.zip === '75201' && weekday === 'Sun';
  const from = sundayInTexas ? 12 : connecticut ? 9 : 8;
  return hour >= from && hour < (florida || connecticut ? 20 : 21);
}
