import { describe, expect, test } from '@jest/globals';
import { callOutcome, type CallEvent, factsOf, mergeCall } from '#calls';
import type { WebhookEnvelope } from '#inquiries';
import {
  fixture,
  fixtureJson,
  fixturesWord,
  haveFixtures,
} from '../../../../test/phone/fixtures.js';
import { googleLead } from './ad-leads.js';
import { callRailCall, callRailForm, callRailText } from './callrail-events.js';
import { ctmCall } from './ctm-events.js';
import { seconds, shownNumber } from './phone-event.js';
import { twilioCall, twilioText } from './twilio-events.js';

const AT = '2026-11-16T17:00:00.000Z';
const at = new Date(AT);
const second = (n: number) => new Date(at.getTime() + n * 1000);

function twilio(event: string, fields: Record<string, string>, receivedAt = AT): WebhookEnvelope {
  return {
    type: 'webhook',
    provider: 'twilio',
    event,
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({
      CallSid: 'CA1',
      From: '+12148654559',
      To: '+18885550100',
      ...fields,
    }).toString(),
    receivedAt,
  };
}

describe('Twilio', () => {
  test.each<[string, Record<string, string>, Partial<CallEvent>]>([
    ['voice', {}, { state: 'ringing', startedAt: at }],
    ['after_dial_rings_on', { DialCallStatus: 'no-answer' }, { state: 'greeting' }],
    ['after_dial', { DialCallStatus: 'no-answer' }, { state: 'unanswered' }],
    ['after_dial', { DialCallStatus: 'busy' }, { state: 'unanswered' }],
    ['after_dial', { DialCallStatus: 'canceled' }, { state: 'abandoned', endedAt: at }],
    [
      'after_dial',
      { DialCallStatus: 'completed', DialCallDuration: '40' },
      { state: 'answered', talkSeconds: 40, answeredAt: second(-40) },
    ],
    ['after_dial', { DialCallStatus: 'completed', DialBridged: 'false' }, { state: 'unanswered' }],
    ['leg_status', { CallStatus: 'in-progress' }, { state: 'talking', answeredAt: at }],
    ['leg_status', { CallStatus: 'no-answer' }, { state: 'greeting' }],
    [
      'voice_status',
      {
        CallStatus: 'completed',
        CallDuration: '187',
        Timestamp: 'Mon, 16 Nov 2026 17:03:41 +0000',
      },
      {
        state: 'greeting',
        durationSeconds: 187,
        startedAt: new Date('2026-11-16T17:00:34Z'),
        endedAt: new Date('2026-11-16T17:03:41Z'),
      },
    ],
    ['voice_status', { CallStatus: 'no-answer' }, { state: 'unanswered', endedAt: at }],
    ['voice_status', { CallStatus: 'from-the-future' }, { state: 'ringing' }],
    [
      'voicemail_taken',
      { RecordingUrl: 'https://r.example/1', RecordingDuration: '9' },
      { state: 'voicemail', recording: { url: 'https://r.example/1', seconds: 9 } },
    ],
    ['voicemail_taken', { RecordingDuration: '0' }, { state: 'unanswered' }],
    [
      'recording',
      {
        RecordingStatus: 'completed',
        RecordingSource: 'RecordVerb',
        RecordingUrl: 'https://r.example/1',
        RecordingDuration: '9',
      },
      { state: 'voicemail' },
    ],
    [
      'recording',
      {
        RecordingStatus: 'completed',
        RecordingSource: 'DialVerb',
        RecordingUrl: 'https://r.example/2',
        RecordingDuration: '60',
        RecordingStartTime: 'Mon, 16 Nov 2026 16:59:00 +0000',
      },
      { state: 'talking', answeredAt: second(-60) },
    ],
    ['recording', { RecordingStatus: 'absent' }, { state: 'ringing' }],
  ])('%s %j', (event, fields, expected) => {
    expect(twilioCall(twilio(event, fields))?.call).toMatchObject(expected);
  });

  test('the line that was rung reports under its call, and its numbers are not the caller’s', () => {
    const event = twilioCall(
      twilio('leg_status', { CallSid: 'CA2', ParentCallSid: 'CA1', Direction: 'outbound-dial' }),
    );
    expect(event).toMatchObject({ providerCallId: 'CA1', direction: 'inbound', phone: null });
  });

  test('a text', () => {
    expect(twilioText(twilio('sms', { Body: 'I need help', FromState: 'TX' }))).toEqual({
      phone: '+12148654559',
      ourPhone: '+18885550100',
      text: 'I need help',
      state: 'TX',
      zip: null,
    });
  });
});

test.each(['', 'anonymous', 'Anonymous', '+266696687', 'Restricted', 'unavailable', '+7378742833'])(
  'a withheld number (%j) is none',
  (number) => {
    expect(shownNumber(number)).toBeNull();
  },
);

test.each([
  ['13', 13],
  [13.4, 13],
  ['', undefined],
  ['x', undefined],
  [-1, undefined],
  [null, undefined],
  ['1e9', 86_400],
])('seconds of %j', (value, expected) => {
  expect(seconds(value)).toBe(expected);
});

describe('CallRail', () => {
  const call = {
    id: 7,
    resource_id: 'CAL7',
    start_time: AT,
    customer_phone_number: '+12148654559',
    duration: '62',
  };
  test.each<[string, Record<string, unknown>, Partial<CallEvent>]>([
    ['answered', { answered: true }, { state: 'answered', talkSeconds: 62, endedAt: second(62) }],
    [
      'voicemail',
      { answered: false, voicemail: true, recording: 'https://r.example/3' },
      { state: 'voicemail' },
    ],
    ['missed', { answered: false }, { state: 'unanswered' }],
    ['abandoned', { answered: false, call_type: 'abandoned' }, { state: 'abandoned' }],
    ['still ringing', { duration: null }, { state: 'ringing' }],
    [
      'nonsense where text belongs',
      { start_time: 5, duration: {}, answered: 'x' },
      { state: 'ringing' },
    ],
  ])('a call: %s', (_name, fields, expected) => {
    expect(callRailCall(JSON.stringify({ ...call, ...fields }), at)?.call).toMatchObject(expected);
  });

  test('the transcript of a voicemail is a message, that of a conversation is not', () => {
    const said = (voicemail: boolean) =>
      callRailCall(JSON.stringify({ ...call, voicemail, transcription: 'please call' }), at)
        ?.message;
    expect([said(true), said(false)]).toEqual(['please call', null]);
  });

  test('a text and a form', () => {
    expect(callRailText('{"source_number":"+12148654559","content":"hi"}')).toMatchObject({
      text: 'hi',
    });
    expect(
      callRailForm(
        '{"form_data":{"Your name":"Ana","Phone":"214 865 4559","E-mail":"a@b.example","x":{}}}',
      ),
    ).toMatchObject({ name: 'Ana', phone: '214 865 4559', email: 'a@b.example' });
  });
});

const suite = haveFixtures ? describe : describe.skip;
suite(fixturesWord, () => {
  test('CallRail: the published voicemail', () => {
    const body = fixture('telephony/callrail-post-call.vector.json').toString('utf8');
    const event = callRailCall(body, at);
    expect(event).toMatchObject({
      providerCallId: '766970532',
      direction: 'inbound',
      phone: '+12148654559',
      ourPhone: '+14045558514',
      name: 'Kaylah Mills',
      call: { state: 'voicemail', durationSeconds: 13, recording: { seconds: 8 } },
    });
  });

  test('CallTrackingMetrics: the answered call, ringing and waiting not counted as talk', () => {
    const { rawBody } = fixtureJson('telephony/ctm-call-end.signed.json') as { rawBody: string };
    const event = ctmCall(rawBody, at);
    expect(event).toMatchObject({ providerCallId: '12345', phone: '+12015551234', zip: '07002' });
    expect(event?.call).toMatchObject({
      state: 'answered',
      talkSeconds: 48,
      startedAt: new Date(1_794_848_434_000),
      answeredAt: new Date(1_794_848_448_000),
    });
  });

  test('Google: the lead form, with its own question as an answer', () => {
    expect(googleLead(fixture('leads/google-lead-form-webhook.json').toString('utf8'))).toEqual({
      name: 'FirstName LastName',
      phone: '1-650-555-0123',
      email: 'test@example.com',
      zip: '90210',
      answers: 'Do you have insurance?: Yes - PPO',
    });
  });

  test('Twilio: the recorded call was answered by nobody we know of until the dialling tells', () => {
    const { requests } = fixtureJson('telephony/twilio-requests.signed.json') as {
      requests: { name: string; body: string; headers: Record<string, string> }[];
    };
    const read = (name: string, event: string) => {
      const body = requests.find((one) => one.name === name)?.body ?? '';
      return twilioCall({ ...twilio(event, {}), body })?.call as CallEvent;
    };
    const call = mergeCall(
      factsOf(read('voice-incoming', 'voice')),
      read('voice-status-completed', 'voice_status'),
    );
    expect(callOutcome(call)).toBeNull();
    expect(callOutcome(mergeCall(call, read('recording-completed', 'recording')))).toBeNull();
    expect(callOutcome(factsOf(read('voice-status-no-answer', 'voice_status')))).toBe('missed');
  });
});
