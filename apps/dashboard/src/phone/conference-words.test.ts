import { describe, expect, test } from '@jest/globals';
import type { CallerState, ConferenceView, PartyState } from '#contract';
import { isUnderWay, stepsOf, whatGoesOn } from './conference-words';

const view = (
  caller: CallerState,
  party?: PartyState,
  more: Partial<ConferenceView> = {},
): ConferenceView => ({
  id: 'f',
  callSid: 'CA1',
  leadId: null,
  caller: { state: caller, heldSince: null, heldSeconds: 0 },
  mine: true,
  parties: party
    ? [
        {
          id: 'p',
          kind: 'facility',
          name: 'Lakeside',
          number: null,
          state: party,
          because: null,
          joinedAt: null,
          leftAt: null,
        },
      ]
    : [],
  over: false,
  end: null,
  proposal: null,
  ...more,
});
const can = (one: ConferenceView) =>
  Object.entries(stepsOf(one)).flatMap(([step, may]) => (may ? [step] : []));

describe('what one can do in a call', () => {
  test.each<[string, ConferenceView, string[]]>([
    ['being moved', view('joining'), []],
    ['on hold', view('on_hold'), ['takeBack', 'add']],
    ['on hold, somebody rings', view('on_hold', 'ringing'), ['takeBack', 'add']],
    ['on hold, somebody is there', view('on_hold', 'in'), ['joinAll', 'add']],
    ['all speak', view('talking', 'in'), ['hold', 'add', 'leave']],
    ['the third has left', view('talking', 'left'), ['hold', 'add']],
    ['they hung up', view('gone', 'in'), []],
    ['a colleague’s', view('on_hold', 'in', { mine: false }), []],
    ['over', view('talking', 'in', { over: true }), []],
  ])('%s', (_name, one, steps) => {
    expect(can(one)).toEqual(steps);
  });

  test('says who hears whom', () => {
    expect(whatGoesOn(view('on_hold', 'in'), 'Robin')).toBe(
      'You speak with Lakeside. Robin hears music.',
    );
    expect(whatGoesOn(view('talking', 'in'), 'Robin')).toBe('You speak with Robin and Lakeside.');
    expect(whatGoesOn(view('talking', 'left'), 'Robin')).toBeNull();
    expect(whatGoesOn(view('gone'), 'Robin')).toBe('Robin has hung up.');
  });

  test('asks again while something is under way', () => {
    expect(
      [view('joining'), view('on_hold', 'ringing'), view('coming_back')].map(isUnderWay),
    ).toEqual([true, true, true]);
    expect(
      [view('on_hold'), view('talking', 'in'), view('on_hold', 'not_reached')].map(isUnderWay),
    ).toEqual([false, false, false]);
  });
});
