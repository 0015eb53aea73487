import { describe, expect, test } from '@jest/globals';
import type { ChannelView } from '#contract';
import { numberToCall, wayTo } from './call-ways';

const way = (id: string, change: Partial<ChannelView> = {}): ChannelView => ({
  id,
  personId: id,
  personName: id,
  relationship: 'self',
  contactPointId: id,
  address: `+1617555010${id.length}`,
  channel: 'call',
  open: true,
  because: null,
  sentence: null,
  opensAt: null,
  ...change,
});
const closed = (id: string, opensAt: string | null = null) =>
  way(id, { open: false, because: 'quiet_hours', sentence: 'Too early.', opensAt });

describe('The number one calls', () => {
  test.each<[string, ChannelView[], string | undefined]>([
    ['the first that is open', [way('patient'), way('mother')], 'patient'],
    ['never a text or an e-mail', [way('text', { channel: 'sms' }), way('mother')], 'mother'],
    ['an open one before a closed one', [closed('patient'), way('mother')], 'mother'],
    [
      'where all are closed, the one that opens soonest',
      [
        closed('patient'),
        closed('mother', '2026-11-28T14:00:00Z'),
        closed('son', '2026-11-28T13:00:00Z'),
      ],
      'son',
    ],
    ['where none will open by itself, the first', [closed('patient'), closed('son')], 'patient'],
    ['none is known', [way('mail', { channel: 'email' })], undefined],
  ])('%s', (_what, channels, expected) => {
    expect(numberToCall(channels)?.id).toBe(expected);
  });

  test('one number is found by what it is, as a call', () => {
    const text = way('text', { channel: 'sms', address: '+16175550199' });
    const call = way('call', { address: '+16175550199' });
    expect(wayTo([text, call], '+16175550199')).toBe(call);
    expect(wayTo([text], '+16175550199')).toBeUndefined();
  });
});
