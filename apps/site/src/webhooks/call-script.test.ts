import { describe, expect, test } from '@jest/globals';
import { type Answering, BUILT_IN_ANSWERING } from './answering.js';
import { CallScript } from './call-script.js';

const SITE = 'https://help.example.org';
const CALLED = '+18885550100';
const CALL = { to: CALLED, sid: 'CA1' };
const script = new CallScript(SITE);
const answering: Answering = {
  greetingEn: 'This is Harbor Line <a referral service> & not a facility.',
  dutyPhone: '+12025550111',
  backupPhone: '+12025550122',
  recordCalls: false,
  ring: null,
};

describe('R14 the greeting', () => {
  test('says who answers, before anything rings', () => {
    const xml = script.welcome(answering, CALL);
    expect(xml).toContain('Harbor Line &lt;a referral service&gt; &amp; not a facility.');
    expect(xml.indexOf('<Say')).toBeLessThan(xml.indexOf('<Dial'));
  });

  test('announces the recording, and records only then', () => {
    const recorded = script.welcome({ ...answering, recordCalls: true }, CALL);
    expect(recorded).toContain('This call may be recorded.');
    expect(recorded.indexOf('may be recorded')).toBeLessThan(recorded.indexOf('<Dial'));
    expect(recorded).toContain('record="record-from-answer-dual"');
    expect(recorded).toContain(`recordingStatusCallback="${SITE}/webhooks/twilio/voice/recording"`);
    const plain = script.welcome(answering, CALL);
    expect(plain).not.toContain('recorded');
    expect(plain).not.toContain('record=');
  });

  test('poses as nobody when no routing was ever read', () => {
    const xml = script.welcome(BUILT_IN_ANSWERING, CALL);
    expect(xml).toContain('a referral service, not a treatment facility');
    expect(xml).toContain('<Record');
  });
});

test('the duty phone rings for 25 s and reports back', () => {
  const xml = script.welcome(answering, CALL);
  expect(xml).toContain('timeout="25"');
  expect(xml).toContain(`action="${SITE}/webhooks/twilio/voice/after-dial?line=duty"`);
  expect(xml).toContain('>+12025550111</Number>');
  expect(xml).toContain(`statusCallback="${SITE}/webhooks/twilio/voice/status"`);
});

test('nobody takes it: the backup line, then the voicemail', () => {
  const backup = script.afterNoAnswer(answering, CALL, 'duty');
  expect(backup).toContain('>+12025550122</Number>');
  expect(backup).toContain('after-dial?line=backup');
  const voicemail = script.afterNoAnswer(answering, CALL, 'backup');
  expect(voicemail).not.toContain('<Dial');
  expect(voicemail).toContain('maxLength="180"');
  expect(voicemail).toContain('playBeep="true"');
  expect(voicemail).toContain('9 1 1');
});

test.each([
  ['no backup line', { ...answering, backupPhone: null }],
  ['a backup line that is the number called', { ...answering, backupPhone: CALLED }],
])('with %s nobody taking it leads to the voicemail', (_name, routing) => {
  expect(script.afterNoAnswer(routing, CALL, 'duty')).toContain('<Record');
});

test('a duty phone that is the number called is never rung: it would go round for ever', () => {
  const xml = script.welcome({ ...answering, dutyPhone: CALLED }, CALL);
  expect(xml).toContain('>+12025550122</Number>');
  expect(xml).toContain('after-dial?line=backup');
});

describe('a ring group', () => {
  const ring = {
    inTurn: false,
    seconds: 15,
    members: [[{ client: 'staff_a' }], [{ phone: '+12025550133' }]],
  };

  test('rings browsers and numbers at once; the browser is told which call it is', () => {
    const xml = script.welcome({ ...answering, ring }, CALL);
    expect(xml).toContain('timeout="15"');
    expect(xml).toContain('after-dial?line=group');
    expect(xml).toContain(
      '<Identity>staff_a</Identity><Parameter name="callSid" value="CA1"/></Client>',
    );
    expect(xml).toContain('>+12025550133</Number>');
    expect(xml.match(/statusCallbackEvent="answered"/g)).toHaveLength(2);
  });

  test('then the duty phone', () => {
    const xml = script.afterNoAnswer({ ...answering, ring }, CALL, 'group');
    expect(xml).toContain('>+12025550111</Number>');
    expect(xml).toContain('after-dial?line=duty');
  });
});
