import {
  callFields,
  callRailRequest,
  ctmRequest,
  googleRequest,
  metaRequest,
  send,
  twilioForm,
  type ProviderRequest,
} from '../phone/providers.js';
import type { Markers } from './markers.js';

/** What came back from a door: its status, and where it leads to. */
export interface Answered {
  door: string;
  status: number;
  location: string;
  text: string;
}

/** A picture that says what it is; its bytes are a marker of their own. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
const MAIN = '+18885550100';

/** Everything the public site takes from a visitor. Gives the answers. */
export async function visitorDoors(site: string, m: Markers): Promise<Answered[]> {
  const json = await fetch(`${site}/api/help-requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'canary-json' },
    body: JSON.stringify(helpRequest(m, 'help request by JSON')),
  });
  return [
    await read('help request by JSON', json),
    await postForm(site, '/get-started', flat(helpRequest(m, 'Get Started')), {
      front: Buffer.concat([JPEG, Buffer.from(m.word('card photo'))]),
    }),
    await postForm(site, '/get-started', {
      ...flat(helpRequest(m, 'Get Started, sent back for a mistake')),
      phone: m.word('a phone that is none'),
      email: m.word('an address that is none'),
    }),
    await postForm(site, '/insurance/check', {
      ...flat(helpRequest(m, 'coverage question')),
      'coverageCheck[way]': 'person',
      'coverageCheck[answerBy]': 'phone',
      'coverageCheck[payerConsent]': 'on',
      'coverageCheck[payerWording]': 'You may ask.',
    }),
  ];
}

/** What somebody asks for from their own page, once the request is taken in. */
export async function statusDoors(
  site: string,
  statusUrl: string,
  m: Markers,
): Promise<Answered[]> {
  const path = new URL(statusUrl).pathname;
  return [
    await postForm(site, path, { act: 'time', words: `after six ${m.word('status page: time')}` }),
    await postForm(site, path, { act: 'number', phone: m.phone('status page: number') }),
    await postForm(site, path, { act: 'withdraw', words: m.word('status page: why withdrawn') }),
    await read('status page', await fetch(site + path)),
  ];
}

/** A whole help request, a marker in every field that takes text of a person. */
function helpRequest(m: Markers, door: string): Record<string, unknown> {
  const field = (name: string) => m.word(`${door}: ${name}`);
  return {
    name: `${field('first name')} ${field('last name')}`,
    phone: m.phone(`${door}: phone`),
    email: m.email(`${door}: email`),
    substances: [field('substances')],
    message: `Please call. ${field('message')}`,
    preferredTime: field('preferredTime'),
    when: 'today',
    age: '41',
    zip: '94110',
    insurance: {
      payer: field('payer'),
      memberId: field('memberId'),
      groupNumber: field('groupNumber'),
      subscriberName: field('subscriberName'),
    },
    consent: { sms: true, wording: 'You may text me.' },
    attribution: { referrer: `https://search.example/${field('referrer')}`, gclid: field('gclid') },
  };
}

/** The names of a form for the same. */
function flat(request: Record<string, unknown>): Record<string, string> {
  const pairs = Object.entries(request).flatMap(([name, value]): [string, string][] => {
    if (Array.isArray(value)) return [[name, String(value[0])]];
    if (typeof value !== 'object' || value === null) return [[name, String(value)]];
    return Object.entries(value).map(([inner, one]) => [`${name}[${inner}]`, String(one)]);
  });
  return Object.fromEntries(pairs);
}

/** Sends a form, as a browser without script would. */
export async function postForm(
  site: string,
  path: string,
  fields: Record<string, string>,
  photos: Record<string, Buffer> = {},
): Promise<Answered> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [side, bytes] of Object.entries(photos)) {
    body.append(`card[${side}]`, new Blob([new Uint8Array(bytes)]), `${side}.jpg`);
  }
  const plain = Object.keys(photos).length === 0;
  const answer = await fetch(site + path, {
    method: 'POST',
    redirect: 'manual',
    body: plain ? new URLSearchParams(fields) : body,
  });
  return read(`form ${path.split('/').slice(0, 2).join('/')}`, answer);
}

/** An answer of the site, read to its end. */
export async function read(door: string, answer: Response): Promise<Answered> {
  const location = answer.headers.get('location') ?? '';
  return { door, status: answer.status, location, text: await answer.text() };
}

/** A text that says STOP, which is answered by one of ours. */
export function stopText(site: string, from: string): Promise<{ status: number }> {
  const fields = { MessageSid: 'SMcanary2', From: from, To: MAIN, Body: 'STOP', NumMedia: '0' };
  return send(site, twilioForm('/webhooks/twilio/sms', fields));
}

/** Everything providers send. */
export async function providerDoors(site: string, m: Markers): Promise<Answered[]> {
  const call = (name: string, more: Record<string, string> = {}) =>
    callFields('CAcanary1', {
      From: caller,
      CallerName: m.word(`${name}: CallerName`),
      FromCity: m.word(`${name}: FromCity`),
      ...more,
    });
  const caller = m.phone('voice: From');
  const texter = m.phone('text: From');
  const requests: ProviderRequest[] = [
    twilioForm('/webhooks/twilio/voice', call('voice')),
    twilioForm('/webhooks/twilio/voice/status', call('voice status', { CallStatus: 'completed' })),
    twilioForm(
      '/webhooks/twilio/voice/after-dial',
      call('voice after dial', { DialCallStatus: 'no-answer' }),
    ),
    twilioForm(
      '/webhooks/twilio/voice/recording',
      call('recording', {
        RecordingSid: 'REcanary',
        RecordingStatus: 'completed',
        TranscriptionText: m.word('recording: transcription'),
      }),
    ),
    twilioForm('/webhooks/twilio/sms', {
      MessageSid: 'SMcanary1',
      From: texter,
      To: MAIN,
      Body: `Is there a bed? ${m.word('text: Body')}`,
      NumMedia: '0',
    }),
    callRailRequest({
      id: 'CALcanary',
      customer_name: m.word('CallRail: customer_name'),
      customer_phone_number: m.phone('CallRail: customer_phone_number'),
      tracking_phone_number: MAIN,
      answered: true,
      direction: 'inbound',
      duration: 61,
      start_time: new Date().toISOString(),
      note: m.word('CallRail: note'),
    }),
    ctmRequest({
      id: 77,
      sid: 'CMcanary',
      caller_number: m.phone('CTM: caller_number'),
      tracking_number: MAIN,
      name: m.word('CTM: name'),
      notes: m.word('CTM: notes'),
      direction: 'inbound',
      called_at: new Date().toISOString(),
    }),
    googleRequest({
      lead_id: 'g-canary',
      user_column_data: [
        { column_id: 'FULL_NAME', string_value: m.word('Google: FULL_NAME') },
        { column_id: 'PHONE_NUMBER', string_value: m.phone('Google: PHONE_NUMBER') },
        { column_id: 'EMAIL', string_value: m.email('Google: EMAIL') },
        { column_id: 'why', column_name: 'Why?', string_value: m.word('Google: own question') },
      ],
    }),
    metaRequest({
      object: 'page',
      entry: [
        { id: '1', changes: [{ field: 'leadgen', value: { leadgen_id: m.word('Meta: id') } }] },
      ],
    }),
  ];
  const answers: Answered[] = [];
  for (const request of requests) {
    const { status, text } = await send(site, request);
    answers.push({ door: `webhook ${request.path}`, status, location: '', text });
  }
  return answers;
}

/** What is wrong in every way: none of it may be said again in a log. */
export async function mistakes(
  site: string,
  desk: string,
  cookie: string,
  m: Markers,
): Promise<void> {
  const header = { 'content-type': 'application/json' };
  const post = (url: string, body: string, more: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', headers: { ...header, ...more }, body });
  const word = (what: string) => m.word(`mistake: ${what}`);
  const asked = [
    post(`${site}/api/help-requests`, `{"name": "${word('broken JSON at the site')}`),
    post(`${site}/api/help-requests`, JSON.stringify({ name: 7, phone: word('wrong types') })),
    post(
      `${site}/api/help-requests`,
      JSON.stringify({ name: `${word('a NUL')}\u0000`, phone: '1' }),
    ),
    post(
      `${site}/api/help-requests`,
      JSON.stringify({ name: word('too large'), message: 'x'.repeat(400_000) }),
    ),
    fetch(`${site}/${word('an address that is none')}?q=${word('a query')}`),
    fetch(`${site}/status/${word('a token that is none')}`),
    fetch(`${site}/referrals/${word('a referral token that is none')}`),
    fetch(`${site}/unsubscribe/${word('an unsubscribe token that is none')}`),
    post(`${site}/webhooks/callrail`, JSON.stringify({ note: word('an unsigned webhook') })),
    post(
      `${desk}/api/auth/sign-in/email`,
      JSON.stringify({ email: `${word('sign-in')}@x.example`, password: word('a password') }),
    ),
    post(`${desk}/api/leads`, `{"name": "${word('broken JSON at the desk')}`, { cookie }),
    post(
      `${desk}/api/leads`,
      JSON.stringify({ name: ['x'], phone: word('wrong types at the desk') }),
      { cookie },
    ),
    fetch(
      `${desk}/api/leads?filter=${encodeURIComponent(JSON.stringify({ q: word('a search') }))}`,
      { headers: { cookie } },
    ),
    fetch(`${desk}/api/leads?filter=${word('a filter that is none')}`, { headers: { cookie } }),
    fetch(`${desk}/api/leads/${word('an id that is none')}`, { headers: { cookie } }),
    fetch(`${desk}/api/${word('a resource that is none')}`, { headers: { cookie } }),
  ];
  for (const answer of await Promise.all(asked)) await answer.arrayBuffer();
}
