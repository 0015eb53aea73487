import { describe, expect, test } from '@jest/globals';
import { OFF, opened, over, type PhoneState, ringing } from './phone-state';

const first = { legId: 'a', callSid: 'CA1', from: '+12025550101' };
const second = { legId: 'b', callSid: 'CA2', from: '+12025550102' };

describe('calls in this browser', () => {
  test('one that rings and is gone was missed, unless a colleague asked us to join it', () => {
    const state = over(ringing(OFF, first), { legId: 'a' });
    expect(state).toMatchObject({ ...OFF, missed: { callSid: 'CA1' } });
    const asked = over(ringing(OFF, { ...first, asked: true }), { legId: 'a' });
    expect(asked).toEqual(OFF);
  });

  test('one that rings behind another and is gone was missed, until the next is spoken with', () => {
    const both = ringing(opened(ringing(OFF, first), { legId: 'a' }, 1), second);
    const gone = over(both, { legId: 'b' });
    expect(gone.missed).toMatchObject({ callSid: 'CA2' });
    const next = opened(ringing(over(gone, { legId: 'a' }), first), { legId: 'a' }, 2);
    expect(next.missed).toBeNull();
  });

  test('one that was taken asks what came of it', () => {
    const spoken = opened(ringing(OFF, first), { legId: 'a' }, 1000);
    expect(spoken.call).toMatchObject({ phase: 'open', openSince: 1000, callSid: 'CA1' });
    expect(over(spoken, { legId: 'a' })).toMatchObject({ call: null, ended: { callSid: 'CA1' } });
  });

  test('one of ours that nobody answered asks, too; its call is known by what the phone said last', () => {
    const call = {
      ...ringing(OFF, first).call,
      direction: 'out',
      phase: 'dialling',
      callSid: null,
    };
    const dialling = { ...OFF, call } as PhoneState;
    expect(over(dialling, { legId: 'a' }).ended).toBeNull();
    expect(over(dialling, { legId: 'a', callSid: 'CA8' }).ended).toMatchObject({ callSid: 'CA8' });
    const spoken = opened(dialling, { legId: 'a', callSid: 'CA9' }, 5);
    expect(over(spoken, { legId: 'a' }).ended).toMatchObject({ callSid: 'CA9' });
  });

  test('a second one waits behind the first, and comes up after it', () => {
    const both = ringing(opened(ringing(OFF, first), { legId: 'a' }, 1), second);
    expect(both).toMatchObject({ call: { legId: 'a' }, waiting: [{ legId: 'b' }] });
    expect(over(both, { legId: 'a' })).toMatchObject({
      call: { legId: 'b', phase: 'ringing' },
      waiting: [],
    });
    expect(over(both, { legId: 'b' })).toMatchObject({
      call: { legId: 'a' },
      waiting: [],
      ended: null,
    });
  });

  test('what is said of a call that is not here changes nothing', () => {
    const state = ringing(OFF, first);
    expect(opened(state, { legId: 'x' }, 1)).toBe(state);
    expect(over(state, { legId: 'x' })).toMatchObject({ call: { legId: 'a' } });
  });
});
