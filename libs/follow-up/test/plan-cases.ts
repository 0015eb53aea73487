import type { CadencePlan, CadenceStep } from '#contract';
import type { EnrolmentFacts } from '../src/cadences/next-step.js';
import type { Reach, Way } from '../src/cadences/step-rules.js';

/** Plans, facts and hours for the tests of the rules. */
export const ZONE = 'America/New_York';

/** A local time of New York in winter, unless another offset is said. */
export function at(local: string, offset = '-05:00'): Date {
  return new Date(`${local}:00${offset}`);
}

export const call = (key: string): CadenceStep => ({ kind: 'call', key });
export const sms = (key: string): CadenceStep => ({ kind: 'sms', key, template: 'missed_call' });
export const email = (key: string): CadenceStep => ({
  kind: 'email',
  key,
  template: 'follow_up_email',
});

let waits = 0;
export const wait = (
  amount: number,
  unit: 'minutes' | 'hours' | 'business_days',
  key = `wait-${(waits += 1)}`,
): CadenceStep => ({ kind: 'wait', key, amount, unit });
export const day = (
  number: number,
  part: 'morning' | 'afternoon' | 'evening' | 'another' = 'another',
): CadencePlan[number] => ({ kind: 'day', key: `day-${(waits += 1)}`, day: number, part });

const START = at('2026-11-24T10:00');

export function facts(change: Partial<EnrolmentFacts> = {}): EnrolmentFacts {
  const startedAt = change.startedAt ?? START;
  return {
    startedAt,
    followedSince: startedAt,
    position: 0,
    anchorAt: startedAt,
    triedAt: null,
    triedByMessage: false,
    attempts: [],
    heardAt: null,
    conversationAt: null,
    stoppedAt: null,
    closedAt: null,
    ...change,
  };
}

interface WayChange {
  point?: string;
  states?: readonly string[];
  zones?: readonly string[];
  ledger?: [];
  stopped?: boolean;
  safeToText?: boolean;
  unprocessedInbound?: boolean;
}

/** A number or address with a standing consent, in New York unless said otherwise. */
export function way(channel: Way['channel'], change: WayChange = {}): Way {
  const contactPointId = change.point ?? channel;
  const row = { contactPointId, scope: channel, at: new Date('2026-01-01T00:00:00Z') };
  const given = { ...row, decision: 'given' as const, origin: 'desk' };
  const revoked = {
    ...given,
    decision: 'revoked' as const,
    at: new Date('2026-02-01T00:00:00Z'),
  };
  return {
    channel,
    contactPointId,
    personId: 'person',
    facts: {
      ledger: change.ledger ?? (change.stopped ? [given, revoked] : [given]),
      place: { zones: change.zones ?? [ZONE], states: change.states ?? [] },
      conversationAt: null,
      promisedAt: null,
      inboundAt: null,
      unprocessedInbound: change.unprocessedInbound ?? false,
      returnedAt: null,
      safeToText: change.safeToText ?? null,
      followUpSince: null,
    },
  };
}

const WEEKDAY: [string, string][] = [['08:00', '21:00']];
const WEEKEND: [string, string][] = [['09:00', '18:00']];

export function reach(change: Partial<Reach> = {}): Reach {
  return {
    asOf: START,
    ways: [way('call'), way('sms'), way('email')],
    working: {
      timeZone: ZONE,
      hours: {
        mon: WEEKDAY,
        tue: WEEKDAY,
        wed: WEEKDAY,
        thu: WEEKDAY,
        fri: WEEKDAY,
        sat: WEEKEND,
        sun: WEEKEND,
        holidays: ['2026-11-26'],
      },
    },
    promisedAt: null,
    urgent: false,
    ...change,
  };
}
