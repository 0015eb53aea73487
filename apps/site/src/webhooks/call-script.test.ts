import { describe, expect, test } from '@jest/globals';
import { type Answering, BUILT_IN_ANSWERING } from './answering.js';
import { CallScript } from './call-script.js';

const SITE = 'https://help.example.org';
const CALLED = '+18885550100';
const script = new CallScript(SITE);
const answering: Answering = {
  greetingEn: 'This is Harbor Line <a referral service> & not a facility.',
  dutyPhone: '+12025550111',
  backupPhone: '+12025550122',
  recordCalls: false,
};

describe('R14 the greeting', () => {
  test('says who answers, before anything rings', () => {
    const xml = script.welcome(answering, CALLED);
    expect(xml).toContain('Harbor Line &lt;a referral service&gt; &amp; not a facility.');
    expect(xml.indexOf('<Say')).toBeLessThan(xml.indexOf('<Dial'));
  });

  test('announces the recording, and records only then', () => {
    const recorded = script.welcome({ ...answering, recordCalls: true }, CALLED);
    expect(recorded).toContain('This call may be recorded.');
    expect(recorded.indexOf('may be recorded')).toBeLessThan(recorded.indexOf('<Dial'));
    expect(recorded).toContain('record="record-from-answer-dual"');
    expect(recorded).toContain(`recordingStatusCallback="${SITE}/webhooks/twilio/voice/recording"`);
    const plain = script.welcome(answering, CALLED);
    expect(plain).not.toContain('recorded');
    expect(plain).not.toContain('record=');
  });

  test('poses as nobody when no routing was ever read', () => {
    const xml = script.welcome(BUILT_IN_ANSWERING, CALLED);
    expect(xml).toContain('a referral service, not a treatment facility');
    expect(xml).toContain('<Record');
  });
});

test('the duty phone rings for 25 s and reports back', () => {
  const xml = script.welcome(answering, CALLED);
  expect(xml).toContain('timeout="25"');
  expect(xml).toContain(`action="${SITE}/webhooks/twilio/voice/after-dial?line=duty"`);
  expect(xml).toContain('>+12025550111</Number>');
  expect(xml).toContain(`statusCallback="${SITE}/webhooks/twilio/voice/status"`);
});

test('nobody takes it: the backup line, then the voicemail', () => {
  const backup = script.afterNoAnswer(answering, CALLED, 'duty');
  expect(backup).toContain('>+12025550122</Number>');
  expect(backup).toContain('after-dial?line=backup');
  const voicemail = script.afterNoAnswer(answering, CALLED, 'backup');
  expect(voicemail).not.toContain('<Dial');
  expect(voicemail).toContain('maxLength="180"');
  expect(voicemail).toContain('playBeep="true"');
  expect(voicemail).toContain('9 1 1');
});

test.each([
  ['no backup line', { ...answering, backupPhone: null }],
  ['a backup line that is the number called', { ...answering, backupPhone: CALLED }],
])('with %s nobody taking it leads to the voicemail', (_name, routing) => {
  expect(script.afterNoAnswer(routing, CALLED, 'duty')).toContain('<Record');
});

test('a duty phone that is the number called is never rung: it would go round for ever', () => {
  const xml = script.welcome({ ...answering, dutyPhone: CALLED }, CALLED);
  expect(xml).toContain('>+12025550122</Number>');
  expect(xml).toContain('after-dial?line=backup');
});
