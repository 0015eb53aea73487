import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fixedClock } from '#platform';
import { type Fields, formOf, type RunningSite, startSite } from '../../../../test/site.js';

const clock = fixedClock('2026-11-24T15:00:00Z');
let site: RunningSite;

beforeAll(async () => {
  site = await startSite({ clock, env: { TRUST_PROXY: '1' } });
});
afterAll(() => site.stop());

const wait = (seconds: number) => clock.set(new Date(clock.now().getTime() + seconds * 1000));
const page = async (path: string) => (await fetch(site.url + path)).text();
const step = async (fields: Fields, button: Fields) =>
  (await site.post('/get-started/step', { ...fields, ...button })).text();
const newest = async () => {
  const inquiry = (await site.inquiries()).at(-1);
  if (inquiry?.envelope.type !== 'help_request') throw new Error('no help request is stored');
  return { ...inquiry, request: inquiry.envelope.request };
};

describe('Get Started without a script', () => {
  it('asks about danger before anything else', async () => {
    const html = await page('/get-started');
    expect(html).toContain('is anyone in danger right now?');
    expect(html).not.toMatch(/<input[^>]*name="name"/);
    expect(html).not.toMatch(/ checked/);
  });

  it('carries every answer through the steps, back and forth, to one sealed request', async () => {
    let html = await page('/get-started?utm_source=Google&utm_campaign=fall&gclid=abc');
    html = await step(formOf(html), { danger: 'no' });
    expect(html).toContain('Step 1 of 5');
    html = await step(
      { ...formOf(html), forWhom: 'other', relationship: 'parent' },
      { go: 'next' },
    );
    const what = {
      substances: ['alcohol', 'xylazine'],
      when: 'this_week',
      age: '34',
      pregnant: 'unknown',
    };
    html = await step(
      { ...formOf(html), ...what, message: 'He said: "<b>help</b> & \'hope\'"' },
      { go: 'next' },
    );
    expect(html).toContain('Do not stop suddenly on your own; withdrawal can be dangerous');
    html = await step(formOf(html), { go: 'back' });
    expect(formOf(html)).toMatchObject({
      age: '34',
      when: 'this_week',
      message: 'He said: "<b>help</b> & \'hope\'"',
    });
    html = await step(formOf(html), { go: 'next' });
    expect(html).not.toMatch(/name="consent\[sms\]"[^>]*checked/);
    html = await step(
      {
        ...formOf(html),
        name: 'Maria Ortiz',
        phone: '(212) 555-0147',
        safeToVoicemail: 'no',
        'consent[sms]': 'yes',
      },
      { go: 'next' },
    );
    html = await step(
      { ...formOf(html), 'insurance[payer]': 'Aetna', 'insurance[memberId]': 'W123' },
      { go: 'next' },
    );
    expect(html).toContain('Step 5 of 5');
    expect(html).toContain('Maria Ortiz');
    wait(60);
    const answer = await site.post('/get-started', formOf(html));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/thanks\/[0-9a-hjkmnp-tv-z]{26}$/);
    const { request, suspicion } = await newest();
    expect(suspicion).toEqual([]);
    expect(request).toMatchObject({
      name: 'Maria Ortiz',
      phone: '(212) 555-0147',
      danger: false,
      forWhom: 'other',
      relationship: 'parent',
      substances: ['alcohol', 'xylazine'],
      when: 'this_week',
      age: 34,
      pregnant: 'unknown',
      safeToVoicemail: false,
      language: 'en',
      insurance: { payer: 'Aetna', memberId: 'W123' },
      attribution: {
        utmSource: 'Google',
        utmCampaign: 'fall',
        gclid: 'abc',
        landingPath: '/get-started',
      },
    });
    expect(request.consent?.sms).toBe(true);
    expect(request.consent?.wording).toMatch(
      /^\[sms-2026-11\/en\] Yes, Bridgeline may send me text/,
    );
  });

  it('R2 shows many the first page, and each from the first answer on a ticket of their own, as old', async () => {
    const first = String(formOf(await page('/get-started')).issued);
    const answered = async () => {
      const html = await step({ issued: first, step: 'safety' }, { danger: 'no' });
      return String(formOf(html).issued);
    };
    const [one, other] = [await answered(), await answered()];
    const age = (ticket: string) => ticket.split('.', 1)[0];
    expect([first.split('.')[1], one === other]).toEqual(['', false]);
    expect([age(one), age(other)]).toEqual([age(first), age(first)]);
    const html = await step({ issued: one, step: 'who', forWhom: 'self' }, { go: 'next' });
    expect(formOf(html).issued).toBe(one);
  });

  it('names what is wrong in a step and keeps what was typed', async () => {
    const html = await page('/get-started');
    const answer = await site.post('/get-started/step', {
      ...formOf(html),
      step: 'what',
      age: 'old',
      message: 'kept',
      go: 'next',
    });
    expect(answer.status).toBe(422);
    const again = await answer.text();
    expect(again).toContain('href="#f-age"');
    expect(again).toMatch(/id="f-age"[^>]*aria-invalid="true"[^>]*value="old"/);
    expect(formOf(again)).toMatchObject({ age: 'old', message: 'kept' });
  });

  it('shows 911 and 988 first in danger, then still takes name and phone', async () => {
    let html = await page('/get-started');
    html = await step(formOf(html), { danger: 'yes' });
    expect(html.indexOf('tel:911')).toBeGreaterThan(0);
    expect(html.indexOf('class="help-now"')).toBeLessThan(html.indexOf('name="phone"'));
    // Whoever is told that an e-mail address is enough looks for a field that is not there.
    expect(html).not.toMatch(/name="email"|e-mail address is enough/);
    wait(20);
    const answer = await site.post('/get-started', {
      ...formOf(html),
      name: 'Sam',
      phone: '2125550148',
    });
    expect(answer.status).toBe(303);
    expect((await newest()).request).toMatchObject({ name: 'Sam', danger: true });
  });

  it('lets a mistaken "yes" be taken back', async () => {
    let html = await page('/get-started');
    html = await step(formOf(html), { danger: 'yes' });
    html = await step({ ...formOf(html), danger: ['yes', 'no'] }, {});
    expect(html).toContain('Step 1 of 5');
    expect(formOf(html).danger).toBe('no');
  });

  it('changes the language in the middle and loses nothing', async () => {
    const html = await page('/get-started');
    const spanish = await step({ ...formOf(html), step: 'reach', name: 'Ana' }, { switch: 'es' });
    expect(spanish).toContain('<html lang="es">');
    expect(formOf(spanish)).toMatchObject({ name: 'Ana', language: 'es' });
    expect(spanish).toContain('[sms-2026-11/es]');
  });
});

describe('a text instead of a call', () => {
  it('needs the box beside it, said once on its page; the request itself is never refused for it', async () => {
    const html = await page('/get-started');
    const asked = { ...formOf(html), step: 'reach', name: 'Tess', phone: '2125550161' };
    const refused = await site.post('/get-started/step', {
      ...asked,
      contactBy: 'text',
      go: 'next',
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('to be texted, please tick the box below too');
    const ticked = await step(
      { ...asked, contactBy: 'text', 'consent[sms]': 'yes' },
      { go: 'next' },
    );
    expect(formOf(ticked)).toMatchObject({ step: 'insurance', contactBy: 'text' });
    wait(60);
    const sent = await site.post('/get-started', { ...asked, contactBy: 'text' });
    expect(sent.status).toBe(303);
    expect((await newest()).request).toMatchObject({ name: 'Tess', contactBy: 'text' });
  });
});

describe('photos of a card', () => {
  const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
  const send = (photos: Record<string, Buffer>, fields: Record<string, string> = {}) => {
    const body = new FormData();
    const typed = { name: 'Cara', phone: '2125550162', message: 'kept', ...fields };
    for (const [name, value] of Object.entries(typed)) body.append(name, value);
    for (const [side, bytes] of Object.entries(photos)) {
      body.append(`card[${side}]`, new Blob([new Uint8Array(bytes)]), 'C:\\me\\card.exe');
    }
    return fetch(`${site.url}/get-started`, { method: 'POST', redirect: 'manual', body });
  };

  it('are sealed with the request they came with', async () => {
    expect((await send({ front: JPEG, back: Buffer.alloc(0) })).status).toBe(303);
    const { envelope, request } = await newest();
    expect(request).toMatchObject({ name: 'Cara', message: 'kept' });
    expect(envelope).toMatchObject({
      cards: [{ side: 'front', content: JPEG.toString('base64') }],
    });
  });

  it('R2 the same form with the same photo is one request, with another photo another', async () => {
    const html = await step(formOf(await page('/get-started')), { danger: 'no' });
    const issued = String(formOf(html).issued);
    wait(60);
    const places: (string | null)[] = [];
    for (const photo of [JPEG, JPEG, Buffer.concat([JPEG, JPEG])]) {
      places.push((await send({ front: photo }, { issued })).headers.get('location'));
    }
    expect([places[0] === places[1], places[1] === places[2]]).toEqual([true, false]);
  });

  it.each([
    ['what only says it is a picture', Buffer.from('<svg onload="x()"/>'), 'this is no JPEG'],
    ['more than five megabytes', Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)]), '5 MB'],
  ])('%s: named, nothing typed is lost, nothing stored', async (_, photo, words) => {
    const before = await site.count('SELECT count(*) FROM inquiry');
    const answer = await send({ back: photo }, { step: 'review' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('href="#f-card-back"');
    expect(html).toContain(words);
    expect(formOf(html)).toMatchObject({ name: 'Cara', message: 'kept', step: 'review' });
    expect(await site.count('SELECT count(*) FROM inquiry')).toBe(before);
  });

  it.each([
    ['more than any photos have', 'x'.repeat(12 * 1024 * 1024), 'boundary=b', 413],
    ['thousands of parts', '--b\r\n\r\n'.repeat(5000), 'boundary=b', 413],
    ['no form at all', 'name=A', '', 400],
  ])('%s is refused with a page that has the number', async (_, body, type, status) => {
    const headers = { 'content-type': `multipart/form-data; ${type}` };
    const answer = await fetch(`${site.url}/get-started`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain('tel:+18885550100');
  });
});

describe('what can be taken along from the receipt', () => {
  it('is our number under a neutral name, and the promised call under neutral words', async () => {
    const sent = await site.post('/get-started', { name: 'Al', phone: '2125550163' });
    const path = sent.headers.get('location') ?? '';
    expect(await page(path)).toContain('Our calls come from (888) 555-0100.');
    const card = await fetch(`${site.url}${path}/contact.vcf`);
    expect(card.headers.get('content-type')).toBe('text/vcard; charset=utf-8');
    expect(await card.text()).toBe(
      'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Call back;;;;\r\nFN:Call back\r\nTEL;TYPE=VOICE:+18885550100\r\nEND:VCARD\r\n',
    );
    // Nothing was promised at a time, so there is nothing for a calendar.
    expect((await fetch(`${site.url}${path}/call.ics`)).status).toBe(404);
    expect((await fetch(`${site.url}/thanks/${'0'.repeat(26)}/contact.vcf`)).status).toBe(404);
  });
});

describe('the fixed contract: all fields at once', () => {
  it('takes the smallest body and answers 303 to a receipt', async () => {
    const answer = await site.post('/get-started', { name: 'Jo', email: 'jo@example.com' });
    expect(answer.status).toBe(303);
    const thanks = await page(answer.headers.get('location') ?? '');
    const { reference, suspicion } = await newest();
    expect(suspicion).toEqual([]);
    expect(thanks).toContain(reference);
    expect(thanks).toContain('We are a referral service. We are not a treatment facility.');
  });

  it('R1 says so and keeps what was typed when a field is wrong: nothing is stored', async () => {
    const before = await site.count('SELECT count(*) FROM inquiry');
    const answer = await site.post('/get-started', {
      name: '',
      phone: '',
      message: 'please',
      age: '900',
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const field of ['name', 'phone', 'age']) expect(html).toContain(`href="#f-${field}"`);
    expect(formOf(html)).toMatchObject({ message: 'please', age: '900' });
    expect(await site.count('SELECT count(*) FROM inquiry')).toBe(before);
  });

  it('R2 takes the same form sent twice as one request, and with other answers as another', async () => {
    const form = { ...formOf(await page('/get-started')), name: 'Twice', phone: '2125550150' };
    wait(30);
    const answers = await Promise.all([1, 2, 3].map(() => site.post('/get-started', form)));
    const places = new Set(answers.map((one) => one.headers.get('location')));
    expect(places.size).toBe(1);
    const other = await site.post('/get-started', { ...form, name: 'Another' });
    expect(places.has(other.headers.get('location'))).toBe(false);
    const names = (await site.inquiries()).map(
      ({ envelope }) => envelope.type === 'help_request' && envelope.request.name,
    );
    expect(names.filter((name) => name === 'Twice')).toHaveLength(1);
    expect(names.filter((name) => name === 'Another')).toHaveLength(1);
  });

  it('speaks Spanish on the way and in its errors', async () => {
    const wrong = await site.post('/get-started', { name: '', language: 'es' });
    expect(await wrong.text()).toContain('Díganos un nombre por el que preguntar.');
    const right = await site.post('/get-started', {
      name: 'Ana',
      phone: '2125550151',
      language: 'es',
    });
    expect(right.headers.get('location')).toMatch(/\?lang=es$/);
    expect(await page(right.headers.get('location') ?? '')).toContain(
      'Somos un servicio de referencia.',
    );
  });
});

describe('R16 suspicion holds back and never drops', () => {
  it.each([
    ['honeypot', { website: 'https://spam.example' }, 60],
    ['too_fast', {}, 1],
    ['form_ticket_mangled', { issued: 'abc.def.ghi' }, 60],
  ])('%s', async (reason, extra, seconds) => {
    const form = {
      ...formOf(await page('/get-started')),
      ...extra,
      name: reason,
      phone: '2125550152',
    };
    wait(seconds);
    const answer = await site.post('/get-started', form);
    expect(answer.status).toBe(303);
    expect(await newest()).toMatchObject({ suspicion: [reason], request: { name: reason } });
  });

  it('among many bot posts from one address, a person from elsewhere is not suspected', async () => {
    const from = (ip: string) => ({ 'x-forwarded-for': ip });
    for (let n = 0; n < 30; n += 1) {
      await site.post(
        '/get-started',
        { name: `Bot ${n}`, phone: `21255${60000 + n}` },
        from('203.0.113.7'),
      );
    }
    expect((await newest()).suspicion).toEqual(['many_from_address']);
    await site.post('/get-started', { name: 'Person', phone: '2125550999' }, from('203.0.113.8'));
    expect(await newest()).toMatchObject({ suspicion: [], request: { name: 'Person' } });
    expect(
      await site.count(`SELECT count(*) FROM inquiry WHERE 'many_from_address' = ANY(suspicion)`),
    ).toBe(10);
  });

  it('a phone number that comes again and again is suspected, and still stored', async () => {
    for (let n = 0; n < 11; n += 1)
      await site.post('/get-started', { name: `N${n}`, phone: '(917) 555-0133' });
    expect(await newest()).toMatchObject({
      suspicion: ['many_for_phone'],
      request: { name: 'N10' },
    });
  });
});

it('R15 logs nothing a visitor typed', () => {
  const lines = site.log.join('');
  for (const word of ['Maria', '555-0147', '2125550148', 'jo@example.com', 'W123']) {
    expect(lines).not.toContain(word);
  }
});
