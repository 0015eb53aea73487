import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Play, playOf } from '../../apps/simulate/src/arguments.js';
import { callRailReport } from '../../apps/simulate/src/callrail-report.js';
import { PhoneCall } from '../../apps/simulate/src/phone-call.js';
import { postCallRail, secret, Twilio } from '../../apps/simulate/src/provider.js';
import { verbsOf } from '#calls';
import { type TestDatabase, testDatabase } from '../database.js';
import { PUBLIC_URL, SECRETS, type WebhookSite, webhookSite } from './webhook-site.js';

let database: TestDatabase;
let site: WebhookSite;
beforeAll(async () => {
  database = await testDatabase();
  site = await webhookSite(database);
});
afterAll(async () => {
  await site.close();
  await database.drop();
});

const token = String(SECRETS.twilioAuthToken);

async function play(ending: Play['ending']) {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const where = { url: site.address, publicUrl: PUBLIC_URL };
  const call = new PhoneCall(
    { ending, from: '+12025550143', to: '+18885550100', fast: true },
    new Twilio(where, token, say),
    say,
  );
  await call.run();
  const stored = await site.stored();
  const events = stored
    .filter(({ eventId, follows }) => eventId === call.sid || follows === call.sid)
    .map(({ envelope }) => envelope.event);
  return { events, said: said.join('\n') };
}

describe('the simulated telephone company', () => {
  test('--missed rings the duty line, then the backup line, and leaves no message', async () => {
    const { events, said } = await play('missed');
    expect(events).toEqual(['voice', 'after_dial_rings_on', 'after_dial', 'voice_status']);
    expect(said).toContain('rings +12025550111 for 25 s, recorded');
    expect(said).toContain('rings +12025550122');
    expect(said).toContain('This is Harbor Line, a referral service & not a facility.');
  });

  test('--answered talks, and the recording is reported', async () => {
    const { events } = await play('answered');
    expect(events).toEqual(['voice', 'leg_status', 'after_dial', 'recording', 'voice_status']);
  });

  test('--voicemail leaves a message', async () => {
    const { events } = await play('voicemail');
    expect(events).toEqual([
      'voice',
      'after_dial_rings_on',
      'after_dial',
      'voicemail_taken',
      'recording',
      'voice_status',
    ]);
  });

  test('--abandoned hangs up while it rings', async () => {
    const { events } = await play('abandoned');
    expect(events).toEqual(['voice', 'after_dial', 'voice_status']);
  });

  test.each(['missed', 'answered', 'voicemail', 'abandoned'] as const)(
    'CallRail reports a call that was %s',
    async (ending) => {
      const report = callRailReport(
        { ending, from: '+12025550143', to: '+18885550100' },
        new Date(),
      );
      await postCallRail(site.address, String(SECRETS.callRailSigningKey), report, () => undefined);
      const stored = (await site.stored()).at(-1);
      expect(stored?.eventId).toBe(`${String(report.resource_id)}:post_call`);
      expect(stored?.kind).toBe(
        {
          missed: 'missed_call',
          abandoned: 'missed_call',
          voicemail: 'voicemail',
          answered: 'call',
        }[ending],
      );
    },
  );

  test('a wrong secret is told as such', async () => {
    const twilio = new Twilio(
      { url: site.address, publicUrl: PUBLIC_URL },
      'other',
      () => undefined,
    );
    await expect(twilio.post('/webhooks/twilio/voice', { CallSid: 'CA1' })).rejects.toThrow(
      'does not believe the signature',
    );
    expect(() => secret('TWILIO_AUTH_TOKEN', {})).toThrow('TWILIO_AUTH_TOKEN is not set');
  });
});

test('arguments', () => {
  expect(playOf(['call', '--voicemail', '--fast'], {})).toMatchObject({
    what: 'call',
    ending: 'voicemail',
    fast: true,
    url: 'http://127.0.0.1:3000',
    publicUrl: 'http://127.0.0.1:3000',
  });
  expect(playOf(['sms'], { PUBLIC_URL: 'https://a.example/' })?.publicUrl).toBe(
    'https://a.example',
  );
  expect(playOf([], {})).toBeUndefined();
  expect(playOf(['call', '--from', 'anonymous'], {})?.from).toBe('anonymous');
});

test.each([
  [['cal'], 'There is no "cal" to play.'],
  [['call', 'me', 'now'], '"me now" is one word too many.'],
  [['call', '--nonsense'], "Unknown option '--nonsense'."],
  [['call', '--from'], "Option '--from <value>' argument missing."],
  [['call', '--missed', '--answered'], 'A call ends in one way: --missed or --answered.'],
  [['call', '--from', '12'], '--from "12" is no telephone number'],
  [['call', '--to', 'x'], '--to "x" is no telephone number'],
  [['call', '--url', 'nowhere'], '--url "nowhere" is no address'],
])('wrong arguments are told in a sentence: %j', (args, sentence) => {
  expect(() => playOf(args, {})).toThrow(sentence);
});

test.each(['answered', 'abandoned'] as const)(
  'a site that rings nobody is told of, when the call was to be %s',
  async (ending) => {
    const record = { name: 'Record', attributes: {}, text: '', children: [] };
    const call = new PhoneCall(
      { ending, from: '+12025550143', to: '+18885550100', fast: true },
      { post: async (to) => (to === '/webhooks/twilio/voice' ? [record] : []) },
      () => undefined,
    );
    await expect(call.run()).rejects.toThrow('no on-duty number is set');
  },
);

test('TwiML is read with its nesting and its escapes', () => {
  const verbs = verbsOf(
    '<?xml version="1.0"?><Response><Say>A &amp; B</Say><Dial action="x?a=1&amp;b=2"><Number>+1</Number></Dial><Hangup/></Response>',
  );
  expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Dial', 'Hangup']);
  expect(verbs[0]?.text).toBe('A & B');
  expect(verbs[1]).toMatchObject({
    attributes: { action: 'x?a=1&b=2' },
    children: [{ text: '+1' }],
  });
});
