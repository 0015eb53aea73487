import { describe, expect, test } from '@jest/globals';
import { ANSWER_BY_TEXT, type LedgerRow } from '../standing.js';
import { type ContactFacts, mayContact } from './may-contact.js';
import { placeOf } from './place.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Tuesday, 15:00 in New York and noon in Los Angeles: open everywhere. */
const NOON = new Date('2026-11-24T20:00:00Z');
const before = (ms: number) => new Date(NOON.getTime() - ms);

const given = (scope: 'call' | 'sms' | 'email', at: Date, origin = 'desk'): LedgerRow => ({
  scope,
  decision: 'given',
  at,
  origin,
  contactPointId: null,
});
const revoked = (scope: 'call' | 'sms' | 'email', at: Date): LedgerRow => ({
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
    returnedAt: null,
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
    ...(
      ['coverage_form', 'status_page', 'ad_lead_form', 'partner', 'staff', 'walk_in'] as const
    ).flatMap((origin): [string, Partial<ContactFacts>, string][] => [
      [
        `own request by ${origin}, talked since`,
        { ledger: [given('call', before(HOUR), origin)], conversationAt: before(MINUTE) },
        'request_used_up',
      ],
      [
        `own request by ${origin} eight days ago`,
        { ledger: [given('call', before(8 * DAY), origin)] },
        'request_used_up',
      ],
    ]),
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
      'a stop that the door dates a moment from now',
      {
        channel: 'sms',
        ledger: [given('sms', before(HOUR)), revoked('sms', new Date(NOON.getTime() + 20_000))],
      },
      'stopped',
    ],
    [
      'a text after a stop, worked through before it',
      {
        channel: 'sms',
        ledger: [given('sms', before(MINUTE), ANSWER_BY_TEXT), revoked('sms', before(2 * MINUTE))],
      },
      'stopped',
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
      'at 23:00, answering a text that the door dates a moment from now',
      {
        channel: 'sms',
        ledger: [given('sms', before(HOUR))],
        inboundAt: new Date(NIGHT.getTime() + 2000),
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
    expect(because({ ...florida, promisedAt: NOON })).toBe('allowed');
    expect(because({ ...florida, place: placeOf({ zip: '10001' }) })).toBe('allowed');
    // The third is dated by the phone company, whose clock is a little ahead.
    const ahead = [...attempts.slice(1), new Date(NOON.getTime() + 1000)];
    expect(because({ ...florida, attempts: ahead })).toBe('three_in_a_day');
  });

  test('Florida: a promise to call permits no fourth text', () => {
    const florida = {
      channel: 'sms' as const,
      ledger: [given('sms', before(30 * DAY))],
      place: placeOf({ zip: '33101' }),
      attempts: [before(20 * HOUR), before(5 * HOUR), before(HOUR)],
      promisedAt: NOON,
    };
    expect(because(florida)).toBe('three_in_a_day');
  });
});

describe('R11 at the edges: to the moment, and for this number and channel alone', () => {
  const own = (at: Date, more: Partial<LedgerRow> = {}): LedgerRow => ({
    ...given('call', at, 'get_started'),
    ...more,
  });
  const week = 7 * DAY;
  const florida = placeOf({ zip: '33101' });
  const text = { channel: 'sms' as const, ledger: [given('sms', before(30 * DAY))] };
  const mail = { channel: 'email' as const, ledger: [given('email', before(DAY))] };

  test.each<[string, Partial<ContactFacts>, string]>([
    ['an own request seven days ago', { ledger: [own(before(week))] }, 'allowed'],
    ['and a moment more', { ledger: [own(before(week + 1))] }, 'request_used_up'],
    [
      'talked in the moment of the request',
      { ledger: [own(before(HOUR))], conversationAt: before(HOUR) },
      'request_used_up',
    ],
    [
      'one of two requests since the talk',
      { ledger: [own(before(DAY)), own(before(HOUR))], conversationAt: before(2 * HOUR) },
      'allowed',
    ],
    [
      'asked to be called now, though they talked since',
      { ledger: [own(before(DAY))], conversationAt: before(HOUR), promisedAt: before(30 * MINUTE) },
      'allowed',
    ],
    [
      'and a moment later',
      {
        ledger: [own(before(DAY))],
        conversationAt: before(HOUR),
        promisedAt: before(30 * MINUTE + 1),
      },
      'request_used_up',
    ],
    [
      'asked for a call that is half an hour ahead',
      {
        ledger: [own(before(DAY))],
        conversationAt: before(HOUR),
        promisedAt: before(-30 * MINUTE),
      },
      'allowed',
    ],
    [
      'a promise does not make a request of last week fresh',
      { ledger: [own(before(week + 1))], promisedAt: NOON },
      'request_used_up',
    ],
    [
      'a standing permission that a stop ended is not raised by a used-up request',
      {
        ledger: [
          given('call', before(3 * DAY)),
          revoked('call', before(2 * DAY)),
          own(before(DAY)),
        ],
        conversationAt: before(HOUR),
      },
      'request_used_up',
    ],
    [
      'a permission after the stop stands',
      {
        ledger: [revoked('call', before(2 * DAY)), given('call', before(DAY))],
        conversationAt: before(HOUR),
      },
      'allowed',
    ],
    [
      'of two stops the later counts',
      {
        ledger: [
          revoked('call', before(3 * DAY)),
          given('call', before(2 * DAY)),
          revoked('call', before(DAY)),
          own(before(HOUR)),
        ],
        conversationAt: before(MINUTE),
      },
      'request_used_up',
    ],
    [
      'a text that was asked for',
      { ...text, ledger: [given('sms', before(DAY), 'sms')] },
      'allowed',
    ],
    [
      'an own request for texts is not used up by a talk',
      {
        ...text,
        ledger: [given('sms', before(30 * DAY), 'get_started')],
        conversationAt: before(DAY),
      },
      'allowed',
    ],
    [
      'given for another number',
      { ledger: [own(before(HOUR), { contactPointId: 'other' })] },
      'no_consent',
    ],
    [
      'given for this number',
      { ledger: [own(before(HOUR), { contactPointId: 'point' })] },
      'allowed',
    ],
    [
      'stopped on another number',
      {
        ledger: [
          own(before(2 * HOUR)),
          { ...revoked('call', before(HOUR)), contactPointId: 'other' },
        ],
      },
      'allowed',
    ],
    [
      'stopped on this number',
      {
        ledger: [
          own(before(2 * HOUR)),
          { ...revoked('call', before(HOUR)), contactPointId: 'point' },
        ],
      },
      'stopped',
    ],
    ['stopped, and never given', { ledger: [revoked('call', before(HOUR))] }, 'stopped'],
    [
      'only texts were stopped, and nothing said of calls',
      { ledger: [revoked('sms', NOON)] },
      'no_consent',
    ],
    [
      'a consent that is dated two minutes ahead has been given',
      { ledger: [own(before(-2 * MINUTE))] },
      'allowed',
    ],
    ['and a moment more is to come', { ledger: [own(before(-2 * MINUTE - 1))] }, 'no_consent'],
    [
      'a stop that is to come holds already',
      { ledger: [own(before(HOUR)), revoked('call', before(-HOUR))] },
      'stopped',
    ],
    ['not safe to text', { ...text, safeToText: false }, 'not_safe_to_text'],
    ['nobody asked whether it is safe', { ...text, safeToText: null }, 'allowed'],
    [
      'not safe to text says nothing of calls',
      { ledger: [own(before(HOUR))], safeToText: false },
      'allowed',
    ],
    ['mail came back', { ...mail, returnedAt: before(HOUR) }, 'undeliverable'],
    [
      'mail came back, and then they wrote',
      { ...mail, returnedAt: before(2 * HOUR), inboundAt: before(HOUR) },
      'allowed',
    ],
    [
      'they wrote in the moment it came back',
      { ...mail, returnedAt: before(HOUR), inboundAt: before(HOUR) },
      'allowed',
    ],
    [
      'they wrote before it came back',
      { ...mail, returnedAt: before(HOUR), inboundAt: before(2 * HOUR) },
      'undeliverable',
    ],
    ['mail came back, and it is a text', { ...text, returnedAt: before(HOUR) }, 'allowed'],
    ['followed up for 90 days', { ...text, followUpSince: before(90 * DAY) }, 'allowed'],
    ['and a moment more', { ...text, followUpSince: before(90 * DAY + 1) }, 'follow_up_over'],
    ['followed up since yesterday', { ...text, followUpSince: before(DAY) }, 'allowed'],
    [
      'Florida, three texts in a day',
      { ...text, place: florida, attempts: [before(HOUR), before(2 * HOUR), before(3 * HOUR)] },
      'three_in_a_day',
    ],
    [
      'Florida, the first exactly a day ago',
      { ...text, place: florida, attempts: [before(HOUR), before(2 * HOUR), before(DAY)] },
      'allowed',
    ],
    [
      'Florida, one of them is to come',
      { ...text, place: florida, attempts: [before(HOUR), before(2 * HOUR), before(-HOUR)] },
      'allowed',
    ],
    [
      'Florida, an e-mail is no attempt by phone',
      { ...mail, place: florida, attempts: [before(HOUR), before(2 * HOUR), before(3 * HOUR)] },
      'allowed',
    ],
    [
      'Florida, an answer to a text of 15 minutes ago',
      {
        ...text,
        place: florida,
        attempts: [before(HOUR), before(2 * HOUR), before(3 * HOUR)],
        inboundAt: before(15 * MINUTE),
      },
      'allowed',
    ],
    [
      'and a moment later',
      {
        ...text,
        place: florida,
        attempts: [before(HOUR), before(2 * HOUR), before(3 * HOUR)],
        inboundAt: before(15 * MINUTE + 1),
      },
      'three_in_a_day',
    ],
  ])('%s', (_what, over, expected) => expect(because(over)).toBe(expected));

  test('Florida opens a day after the third from the end, in whatever order they were written down', () => {
    const attempts = [before(HOUR), before(22 * HOUR), before(5 * HOUR), before(4 * HOUR)];
    const decision = mayContact(facts({ ...text, place: florida, attempts }), NOON);
    // 5 hours ago was 10:00 in Miami: tomorrow at 10:00.
    expect(decision).toMatchObject({ opensAt: new Date(before(5 * HOUR).getTime() + DAY) });
  });
});
