import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fixedClock } from '#platform';
import { capabilityFromToken, sealToCapability } from '#vault';
import { ask, type RunningSite, startSite } from '../../../test/site.js';

const clock = fixedClock('2026-11-24T15:00:00Z');
let site: RunningSite;

beforeAll(async () => {
  site = await startSite({ clock });
});
afterAll(() => site.stop());

/** Words that make an illness the whole person. */
const LABELS =
  /\b(addicts?|alcoholics?(?! anonymous)|junk(y|ies)|drug abusers?|getting clean|adict[oa]s?|drogadict\w+)\b/i;
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers, redirect: 'manual' });
const text = async (path: string, headers?: Record<string, string>) =>
  (await get(path, headers)).text();

/** Where an address leads, asked as it stands: `fetch` would tidy it first. */
function rawLocation(path: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(site.url);
    const asking = request({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve(answer.headers.location);
    });
    asking.on('error', reject).end();
  });
}

describe('every page', () => {
  const paths = [
    '/',
    '/es',
    '/get-started',
    '/es/get-started',
    '/privacy',
    '/es/privacy',
    '/who-we-are',
    '/es/terms',
    '/articles',
    '/es/articles/signs-of-relapse-on-heroin',
    '/nothing',
    '/es/nada',
  ];

  it.each(paths)('R15 %s asks nothing of anyone else and runs nothing inline', async (path) => {
    const answer = await get(path);
    const html = await answer.text();
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('permissions-policy')).toContain('geolocation=()');
    expect(answer.headers.get('strict-transport-security')).toBeNull();
    const loaded = [
      ...html.matchAll(
        /<(?:link(?! rel="(?:canonical|alternate)")|script|img|iframe)[^>]+(?:href|src)="([^"]+)"/g,
      ),
    ];
    expect(loaded.length).toBeGreaterThan(2);
    for (const [, address] of loaded) {
      expect(address).toMatch(/^(\/[^/]|#[a-z-]+$|data:image\/svg\+xml,%3Csvg)/);
    }
    expect(html).not.toMatch(/ style=| on[a-z]+="|<style|<script>/);
    expect(html).not.toMatch(LABELS);
    expect(html).toContain(`<html lang="${path.startsWith('/es') ? 'es' : 'en'}">`);
  });

  it.each(paths)(
    'R14 %s says it is a referral service, shows the number, 911 and 988',
    async (path) => {
      const html = await text(path);
      expect(html).toMatch(/We are not a treatment facility|No somos un centro de tratamiento/);
      for (const link of ['tel:+18885550100', 'tel:911', 'tel:988', 'sms:988'])
        expect(html).toContain(`href="${link}"`);
    },
  );

  it('R14 the landing page names who answers, who pays, and whether calls are recorded', async () => {
    const html = await text('/');
    expect(html).toContain('Intake staff of Bridgeline answer this number.');
    expect(html).toContain('No facility pays to be listed');
    expect(html).toContain('Calls to this number are not recorded.');
    await ask(site.db.ownerUrl, 'UPDATE organisation SET record_calls = true');
    await site.site.routing.refresh();
    expect(await text('/')).toContain(
      'Calls to this number are recorded, and the greeting says so.',
    );
    expect(await text('/es')).toContain('se graban');
  });

  it('stays small', async () => {
    const html = await text('/');
    const [font = '', css = '', script = ''] = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path,
    );
    expect(await text('/get-started')).not.toContain(font);
    const face = await get(font);
    expect(face.headers.get('content-type')).toBe('font/woff2');
    expect(await text(css)).toContain(font);
    const zipped = async (path: string) =>
      gzipSync(await text(path, { 'accept-encoding': 'identity' })).length;
    const faceBytes = (await face.arrayBuffer()).byteLength;
    expect((await zipped('/')) + (await zipped(css)) + faceBytes).toBeLessThan(25_000);
    expect((await zipped('/get-started')) + (await zipped(css))).toBeLessThan(12_000);
    expect(await zipped(script)).toBeLessThan(5000);
    const asset = await get(css, { 'accept-encoding': 'br' });
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('br');
  });

  it('R15 brings its styles along for who comes from outside, named in the policy by their digest', async () => {
    const styles = async (from: string, path = '/') => {
      const answer = await get(path, { 'sec-fetch-site': from });
      const html = await answer.text();
      const policy = answer.headers.get('content-security-policy') ?? '';
      const inside = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = '']) => text);
      const named = inside.every((text) =>
        policy.includes(`'sha256-${createHash('sha256').update(text).digest('base64')}'`),
      );
      const files = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
        ([, at]) => at,
      );
      return { inside: inside.length, named, files: files.length, html };
    };
    for (const from of ['none', 'cross-site', 'same-site']) {
      expect(await styles(from)).toMatchObject({ inside: 1, named: true, files: 0 });
    }
    const page = await styles('none', '/get-started');
    expect(gzipSync(page.html).length).toBeLessThan(10_000);
    expect(await styles('same-origin')).toMatchObject({ inside: 0, files: 1 });
    await ask(site.db.ownerUrl, `UPDATE organisation SET look = look || '{"brand":"#123456"}'`);
    await site.site.content.refresh();
    const own = await styles('none');
    expect(own).toMatchObject({ inside: 2, named: true, files: 0 });
    expect(own.html).toContain('--pine:#123456');
    expect(await text('/favicon.svg')).not.toContain('#0d3b38');
    const icon = /rel="icon" href="data:image\/svg\+xml,([^"]+)"/.exec(own.html)?.[1] ?? '';
    expect(decodeURIComponent(icon)).toBe(await text('/favicon.svg'));
    await ask(site.db.ownerUrl, `UPDATE organisation SET look = look || '{"brand":null}'`);
    await site.site.content.refresh();
    expect(await text('/favicon.svg')).toContain('#0d3b38');
  });

  it('answers again within a second what is the same for anybody, and nothing else', async () => {
    const headersOf = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await get(path, headers);
      await answer.arrayBuffer();
      const { date: _date, 'x-request-id': id, ...rest } = Object.fromEntries(answer.headers);
      return { status: answer.status, ready: id === undefined, rest };
    };
    for (const path of ['/', '/get-started', '/overdose', '/favicon.svg']) {
      for (const encoding of ['br', 'gzip', 'identity']) {
        const accepted = { 'accept-encoding': encoding };
        const first = await headersOf(path, accepted);
        const second = await headersOf(path, accepted);
        expect([first.ready, second.ready]).toEqual([false, true]);
        expect(second.rest).toEqual(first.rest);
        clock.set(new Date(clock.now().getTime() + 1000));
        expect((await headersOf(path, accepted)).ready).toBe(false);
      }
    }
    const { rest } = await headersOf('/', { 'accept-encoding': 'br' });
    const known = { 'accept-encoding': 'br', 'if-none-match': rest.etag ?? '' };
    expect(await headersOf('/', known)).toMatchObject({ status: 304, ready: true });
    const from = { 'accept-encoding': 'br', referer: 'https://search.example/' };
    for (let n = 0; n < 2; n += 1) expect((await headersOf('/', from)).ready).toBe(false);
    const withCookie = async (cookie: string) =>
      (await headersOf('/', { 'accept-encoding': 'br', cookie })).ready;
    const asked = ['any=thing', 'any=thing', 'any=thing2', 'any=thing', `any=${'x'.repeat(1000)}`];
    const ready = [];
    for (const cookie of [...asked, ...asked.slice(-1)]) ready.push(await withCookie(cookie));
    expect(ready).toEqual([false, true, false, true, false, false]);
    expect((await headersOf('/?utm_source=x', { 'accept-encoding': 'br' })).ready).toBe(false);
    expect((await headersOf('/', { 'accept-encoding': 'br' })).ready).toBe(true);
    await site.site.routing.refresh();
    expect((await headersOf('/', { 'accept-encoding': 'br' })).ready).toBe(false);
    expect((await headersOf('/nowhere')).status).toBe(404);
    expect((await headersOf('/nowhere')).ready).toBe(false);
    clock.set('2026-11-24T15:00:00Z');
  });

  it('is drawn by React as it is built for production, which is chosen before anything loads it', () => {
    const main = readFileSync(new URL('main.ts', import.meta.url), 'utf8');
    expect(main.split('\n', 1)).toEqual(["import './http/production-react.js';"]);
  });

  it('has styles whose every block ends', async () => {
    const css = /href="(\/assets\/site\.[^"]+\.css)"/.exec(await text('/'))?.[1] ?? '';
    let depth = 0;
    for (const [mark] of (await text(css))
      .replaceAll(/\/\*[\s\S]*?\*\/|"[^"]*"/g, '')
      .matchAll(/[{}]/g)) {
      depth += mark === '{' ? 1 : -1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });

  it('finds a page with a slash too many, and never leads to another host', async () => {
    const answer = await get('/es/?utm_source=x');
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/es?utm_source=x']);
    for (const path of ['//elsewhere.example/', '/\\elsewhere.example/']) {
      const to = await rawLocation(path);
      expect(to === undefined || /^\/(?![/\\])/.test(to)).toBe(true);
    }
  });

  it('knows the hours', async () => {
    expect(await text('/')).toMatch(/People are here now, until 9.p\.m\. \(Eastern Time\)/);
    clock.set('2026-11-25T03:00:00Z');
    expect(await text('/')).toMatch(/We are back tomorrow at 8.a\.m\. \(Eastern Time\)/);
    clock.set('2026-11-24T15:00:00Z');
  });
});

describe('where the visitor came from', () => {
  beforeAll(async () => {
    await ask(
      site.db.ownerUrl,
      `INSERT INTO tracking_number (id, phone, label, source_id, utm_source)
       SELECT gen_random_uuid(), '+18885550177', 'Ads', id, 'google' FROM source LIMIT 1`,
    );
    await site.site.routing.refresh();
  });

  it('shows the number of the source, and keeps the first touch in a cookie without an id', async () => {
    const landing = await get('/?utm_source=Google&utm_medium=cpc&gclid=x1', {
      referer: 'https://search.example/q?secret=1',
    });
    expect(await landing.text()).toContain('tel:+18885550177');
    const cookie = landing.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^bl_first=[\w-]+\.[\w-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const [pair = ''] = cookie.split(';');
    // Within one second, from what is kept: each their own.
    for (let n = 0; n < 3; n += 1) {
      expect(await text('/privacy', { cookie: pair })).toContain('tel:+18885550177');
      expect(await text('/privacy')).not.toContain('tel:+18885550177');
    }
    const later = await get('/?utm_source=other', { cookie: pair });
    expect(await later.text()).toContain('tel:+18885550177');
    const [again = ''] = (later.headers.get('set-cookie') ?? '').split(';');
    expect(again).toMatch(/^bl_last=[\w-]+\.[\w-]+$/);
    await site.post('/get-started', { name: 'Touch', phone: '2125550161' }, { cookie: pair });
    const once = (await site.inquiries()).at(-1)?.envelope;
    expect(JSON.stringify(once)).not.toContain('last');
    const cookies = `${pair}; ${again}`;
    await site.post('/get-started', { name: 'Touch', phone: '2125550162' }, { cookie: cookies });
    const last = (await site.inquiries()).at(-1);
    expect(last?.envelope).toMatchObject({
      request: {
        attribution: {
          utmSource: 'Google',
          utmMedium: 'cpc',
          gclid: 'x1',
          landingPath: '/',
          referrer: 'https://search.example',
          lastUtmSource: 'other',
          lastLandingPath: '/',
        },
      },
    });
  });

  it('shows the number of the way they came last, where that has one', async () => {
    await ask(
      site.db.ownerUrl,
      `INSERT INTO tracking_number (id, phone, label, source_id, utm_source, utm_campaign)
       SELECT gen_random_uuid(), '+18885550178', 'Spring', id, 'google', 'Spring' FROM source LIMIT 1`,
    );
    await site.site.routing.refresh();
    const first = await get('/?utm_source=google');
    const [pair = ''] = (first.headers.get('set-cookie') ?? '').split(';');
    const later = await get('/?utm_source=google&utm_campaign=spring', { cookie: pair });
    expect(await later.text()).toContain('tel:+18885550178');
    const [again = ''] = (later.headers.get('set-cookie') ?? '').split(';');
    const typed = await get('/get-started', { cookie: `${pair}; ${again}` });
    expect(await typed.text()).toContain('tel:+18885550178');
    expect(typed.headers.get('set-cookie')).toBeNull();
  });

  it('believes no cookie it did not sign', async () => {
    const forged = Buffer.from('{"utmSource":"google"}').toString('base64url');
    expect(await text('/', { cookie: `bl_first=${forged}.AAAA` })).toContain('tel:+18885550100');
  });

  it('sets no cookie for who came by themselves, or asks not to be followed', async () => {
    expect((await get('/')).headers.get('set-cookie')).toBeNull();
    expect((await get('/?utm_source=a', { 'sec-gpc': '1' })).headers.get('set-cookie')).toBeNull();
  });
});

describe('the visitor’s own pages', () => {
  it('shows the receipt, and what the worker sealed to it, to the holder only', async () => {
    const answer = await site.post('/get-started', { name: 'Holder', phone: '2125550162' });
    const token = answer.headers.get('location')?.split('/').at(-1) ?? '';
    const thanks = await get(`/thanks/${token}`);
    expect(thanks.headers.get('cache-control')).toBe('no-store');
    const html = await thanks.text();
    expect(html).toContain('We have it.');
    expect(html).toContain(`/status/${token}`);
    expect(html).not.toContain('Holder');
    expect(await text(`/status/${token}`)).toContain('We have received your request.');
    const { digest, publicKey } = capabilityFromToken(token);
    const rendering = {
      state: 'being_called',
      language: 'en',
      headline: 'We are trying to reach you.',
      paragraphs: ['We tried <once>.'],
      promise: {
        text: 'We plan to reach you by ten.',
        until: new Date(clock.now().getTime() + 60_000).toISOString(),
        after: 'We are running late.',
      },
      call: null,
      updatedAt: clock.now().toISOString(),
    };
    await ask(
      site.db.ownerUrl,
      `INSERT INTO inquiry_rendering (token_digest, inquiry_id, sealed, updated_at, expires_at)
       SELECT $1, id, $2, now(), now() + interval '1 day' FROM inquiry WHERE token_digest = $1`,
      [digest, sealToCapability(publicKey, Buffer.from(JSON.stringify(rendering)))],
    );
    const status = await text(`/status/${token}`);
    expect(status).toContain('We are trying to reach you.');
    expect(status).toContain('We tried &lt;once&gt;.');
    expect(status).toContain('We plan to reach you by ten.');
    clock.set(new Date(clock.now().getTime() + 61_000));
    const later = await text(`/status/${token}`);
    expect(later).toContain('We are running late.');
    expect(later).not.toContain('by ten');
    expect(await text(`/thanks/${token}`)).toContain('Where your request stands now');
  });

  it.each([
    '/thanks/abc',
    '/thanks/00000000000000000000000000',
    '/status/00000000000000000000000000',
    '/status/%00',
    '/thanks/..%2f..',
  ])('%s is a page of ours that knows nothing', async (path) => {
    const answer = await get(path);
    expect([404, 422]).toContain(answer.status);
    expect(await answer.text()).toContain('tel:+18885550100');
  });
});

describe('odd requests', () => {
  it.each([
    ['a name of 1 MB', `name=${'x'.repeat(1_000_000)}&phone=2125550163`, 413],
    ['5,000 fields', 'a=1&'.repeat(5000), 413],
    ['NUL', 'name=A%00B&phone=2125550163', 422],
    ['half a surrogate', 'name=A%ED%A0%80&phone=2125550163', 422],
    ['a list where text is expected', 'name[]=A&phone=2125550163', 422],
    ['an object where text is expected', 'name[a][b]=A&phone=2125550163', 422],
    ['text where a group is expected', 'name=A&phone=2125550163&insurance=x', 422],
    ['the same field twice', 'name=A&name=B&phone=2125550163', 422],
    ['nothing', '', 422],
  ])('%s is refused with the field named, on a page', async (_name, body, status) => {
    const answer = await fetch(`${site.url}/get-started`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    const html = await answer.text();
    expect(answer.status).toBe(status);
    expect(html).toContain('tel:+18885550100');
    if (status === 422) expect(html).toMatch(/href="#f-(name|insurance)"/);
  });

  it('drops unknown and polluting names', async () => {
    const fields = {
      name: 'A',
      phone: '2125550164',
      __proto__x: '1',
      '__proto__[polluted]': '1',
      'constructor[prototype][polluted]': '1',
      extra: 'x',
    };
    expect((await site.post('/get-started', fields)).status).toBe(303);
    expect({}).not.toHaveProperty('polluted');
  });

  it('wants a form where a form belongs', async () => {
    const json = await fetch(`${site.url}/get-started`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(415);
    // With photos of a card it comes in parts: the same form, and as incomplete.
    const parts = new FormData();
    parts.append('name', 'A');
    expect((await fetch(`${site.url}/get-started`, { method: 'POST', body: parts })).status).toBe(
      422,
    );
  });

  it('answers with pages below the pages and JSON below the API', async () => {
    expect(await text('/nothing')).toContain('There is no page here.');
    expect(await (await get('/api/nothing')).json()).toMatchObject({ code: 'request.not_found' });
    expect(await (await get('/health/ready')).json()).toEqual({ status: 'ready' });
    expect(await text('/robots.txt')).toContain('Disallow: /status/');
    expect((await get('/favicon.svg')).headers.get('content-type')).toBe('image/svg+xml');
  });
});
