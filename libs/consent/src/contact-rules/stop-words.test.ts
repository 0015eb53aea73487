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
    'STOP STOP',
    'stop it',
    'I said STOP, please',
    'wrong number, please stop texting me',
    'Not interested. Stop',
    'stop sending me messages',
    'quit texting me',
    'stop calls',
    'stop txt',
    'no more text messages',
    'no texts please',
    'do not text me ever again',
    "don't txt me",
    'I want you to stop texting me',
    'I would like to unsubscribe',
    "I'd like to opt out",
    'unsubscribe please',
    'leave me alone please',
    'delete my number please',
    'I no longer want to receive texts',
    'I do not wish to receive messages from you anymore',
    'I revoke my consent',
    'no me llames',
    'ya no me escriban, por favor',
    'deja de escribirme',
    'no quiero recibir mensajes',
    'quítenme de la lista',
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
    'no quiero parar',
    'stop me',
    'can you stop',
    'wrong number',
    'not interested',
    'stop texting my mom, text me',
    "don't text me at work",
    'please don’t call my husband',
    "don't contact my family",
    'please do not call me again before nine',
    'take me off methadone',
    'i need to stop using now please',
    'i want you to stop him',
    'no calls after ten',
    `stop ${'please stop '.repeat(5000)}`,
  ])('%s goes to a human', (text) => expect(contactWish(text)).toBe('none'));

  test.each([
    "don't text me, call me",
    'Please don’t text, just call instead',
    'call me please, don’t text',
    'no texts, only call me',
    'Llámenme, no me escriban',
    'No me manden mensajes, mejor llámenme',
  ])('%s wants a call, and no text', (text) => expect(contactWish(text)).toBe('no_texts'));

  test.each(['START', 'unstop', 'empezar'])('%s gives texts back', (text) =>
    expect(contactWish(text)).toBe('start'),
  );
});

describe('R11 at the edges of a message', () => {
  test('blanks and marks around it say nothing', () => {
    expect(contactWish('  ¡Stop texting me! ')).toBe('stop');
    expect(contactWish('\n"start"\n')).toBe('start');
  });

  test('120 letters are the most that one wish takes; more says more, and goes to a human', () => {
    const most = `${'please '.repeat(16)}stop now`;
    expect(most).toHaveLength(120);
    expect(contactWish(most)).toBe('stop');
    expect(contactWish(`${'please '.repeat(17)}stop`)).toBe('none');
  });
});
