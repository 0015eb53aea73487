import { describe, expect, test } from '@jest/globals';
import { contactWish } from './stop-words.js';

describe('R11 stop words', () => {
  test.each([
    'STOP',
    'stop',
    ' Stop. ',
    'StopAll',
    'quit',
    'END',
    'revoke',
    'opt out',
    'Opt-Out',
    'OPTOUT',
    'cancel',
    'unsubscribe',
    'STOP!!!',
    'Please don’t text me',
    "please don't text me anymore",
    'Do not call me',
    'stop texting me',
    'Please stop contacting us',
    'take me off your list',
    'remove my number',
    'leave me alone',
    'No more texts please',
    'alto',
    'no me escriban más',
    'Dejen de llamarme',
  ])('%s means stop', (text) => expect(contactWish(text)).toBe('stop'));

  test.each([
    'I want to quit',
    "can't stop",
    'cant stop drinking',
    'HELP',
    'help me stop',
    'I need to end this',
    'when does it end?',
    'quit drinking',
    'stop the pain please',
    'I want to stop using',
    'cancel culture',
    'dont stop calling me',
    'please do not stop',
    'no',
    'ok',
    '',
    'do not call me before 5',
    'quiero parar de tomar',
  ])('%s goes to a human', (text) => expect(contactWish(text)).toBe('none'));

  test.each(['START', 'unstop', 'empezar'])('%s gives texts back', (text) =>
    expect(contactWish(text)).toBe('start'),
  );
});
