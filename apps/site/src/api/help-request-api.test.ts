import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorBody } from '#contract';
import { type RunningSite, startSite } from '../../../../test/site.js';

let site: RunningSite;

beforeAll(async () => {
  site = await startSite({ env: { PUBLIC_URL: 'https://help.example.org' } });
});
afterAll(() => site.stop());

const stored = () => site.count('SELECT count(*) FROM inquiry');
const errorOf = async (answer: Response) => ErrorBody.parse(await answer.json());

describe('POST /api/help-requests', () => {
  it('R1 commits the inquiry and its job before it answers', async () => {
    const answer = await site.postJson({ name: 'Kim', phone: '212 555 0101', unknown: 'dropped' });
    expect(answer.status).toBe(202);
    const { receipt, statusUrl } = (await answer.json()) as Record<string, string>;
    expect(receipt).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect(statusUrl).toBe(`https://help.example.org/status/${receipt}`);
    const [inquiry] = await site.inquiries();
    expect(inquiry?.envelope).toMatchObject({
      type: 'help_request',
      request: { name: 'Kim', phone: '212 555 0101' },
    });
    expect(inquiry?.envelope).not.toHaveProperty('request.unknown');
    const job = `SELECT count(*) FROM outbox WHERE queue = 'intake' AND name = 'take-in-inquiry' AND payload->>'inquiryId' = '${inquiry?.id}'`;
    expect(await site.count(job)).toBe(1);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age');
  });

  it('R2 50 identical posts at once are one inquiry with one answer', async () => {
    const before = await stored();
    const body = { name: 'Lee', email: 'lee@example.com', message: 'please call' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => site.postJson(body, { 'idempotency-key': 'key-1' })),
    );
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 50 }, () => 202));
    const texts = new Set(await Promise.all(answers.map((one) => one.text())));
    expect(texts.size).toBe(1);
    expect(await stored()).toBe(before + 1);
    expect(await site.count('SELECT count(*) FROM outbox')).toBe(before + 1);
  });

  it('R2 another body under the same key is refused; another key is another request', async () => {
    const headers = { 'idempotency-key': 'key-2' };
    const first = await site.postJson({ name: 'Pat', phone: '2125550102' }, headers);
    const other = await site.postJson({ name: 'Pat', phone: '2125550103' }, headers);
    expect(other.status).toBe(422);
    expect((await errorOf(other)).code).toBe('idempotency.body_differs');
    const elsewhere = await site.postJson(
      { name: 'Pat', phone: '2125550102' },
      { 'idempotency-key': 'key-3' },
    );
    expect(await elsewhere.json()).not.toEqual(await first.json());
  });

  it('R2 without a key every post is a request of its own', async () => {
    const before = await stored();
    const body = { name: 'Ren', phone: '2125550104' };
    await Promise.all([site.postJson(body), site.postJson(body)]);
    expect(await stored()).toBe(before + 2);
  });

  it('refuses a key that is too long', async () => {
    const answer = await site.postJson(
      { name: 'A', phone: '2125550105' },
      { 'idempotency-key': 'k'.repeat(201) },
    );
    expect(answer.status).toBe(400);
    expect((await errorOf(answer)).errors).toHaveProperty('Idempotency-Key');
  });
});

describe('bad input is refused by name and never a 500', () => {
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  const good = { name: 'A', phone: '2125550106' };
  const cases: [string, unknown, number, string, string?][] = [
    ['no name', { phone: '2125550106' }, 400, 'request.invalid', 'name'],
    ['no way to reach them', { name: 'A' }, 400, 'request.invalid', 'phone'],
    ['a number as name', { ...good, name: 5 }, 400, 'request.invalid', 'name'],
    ['a list as name', { ...good, name: ['A'] }, 400, 'request.invalid', 'name'],
    ['an object as message', { ...good, message: { a: 1 } }, 400, 'request.invalid', 'message'],
    ['text as insurance', { ...good, insurance: 'Aetna' }, 400, 'request.invalid', 'insurance'],
    ['a list as insurance', { ...good, insurance: [] }, 400, 'request.invalid', 'insurance'],
    ['an absurd age', { ...good, age: 1e9 }, 400, 'request.invalid', 'age'],
    ['an unknown choice', { ...good, when: 'yesterday' }, 400, 'request.invalid', 'when'],
    ['letters as phone', { name: 'A', phone: 'call me' }, 400, 'request.invalid', 'phone'],
    ['NUL in the name', { ...good, name: 'A\u0000B' }, 422, 'request.unsupported_text', 'name'],
    [
      'half a surrogate',
      '{"name":"A","phone":"2125550106","message":"\\ud800"}',
      422,
      'request.unsupported_text',
      'message',
    ],
    [
      'NUL in a nested field',
      { ...good, insurance: { payer: '\u0000' } },
      422,
      'request.unsupported_text',
      'insurance.payer',
    ],
    ['a name of 50 kB', { ...good, name: 'x'.repeat(50_000) }, 400, 'request.invalid', 'name'],
    ['a name of 1 MB', { ...good, name: 'x'.repeat(1_000_000) }, 413, 'request.too_large'],
    ['deep nesting', `{"name":"A","phone":"2125550106","x":${deep}}`, 400, 'request.invalid'],
    ['no JSON', '{"name":', 400, 'request.malformed_json'],
    ['nothing', '', 400, 'request.malformed_json'],
    ['null', 'null', 400, 'request.invalid'],
    ['a list', '[]', 400, 'request.invalid'],
    ['text', '"hello"', 400, 'request.invalid'],
    [
      'many substances',
      { ...good, substances: Array.from({ length: 31 }, () => 'a') },
      400,
      'request.invalid',
      'substances',
    ],
  ];
  it.each(
    cases.map(([name, body, status, code, field = '']) => ({ name, body, status, code, field })),
  )('$name', async ({ body, status, code, field }) => {
    const before = await stored();
    const answer = await site.postJson(body);
    const error = await errorOf(answer);
    expect([answer.status, error.code]).toEqual([status, code]);
    if (field) expect(error.errors).toHaveProperty([field]);
    expect(await stored()).toBe(before);
  });

  it('keeps a polluted prototype out', async () => {
    const body =
      '{"name":"A","phone":"2125550107","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect((await site.postJson(body)).status).toBe(202);
    expect({}).not.toHaveProperty('polluted');
  });

  it('wants JSON, and a POST', async () => {
    const text = await site.postJson('hello', { 'content-type': 'text/plain' });
    expect(text.status).toBe(415);
    const get = await fetch(`${site.url}/api/help-requests`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('R17 stores hostile text exactly as it came', async () => {
    const message = `👩‍👩‍👧 \u202Eright to left\u202C '; DROP TABLE inquiry; -- <script>alert(1)</script> {{7*7}} \${7*7}`;
    const answer = await site.postJson({ name: '=cmd()', phone: '2125550108', message });
    expect(answer.status).toBe(202);
    const last = (await site.inquiries()).at(-1);
    expect(last?.envelope).toMatchObject({ request: { name: '=cmd()', message } });
  });
});

it('R15 nothing personal is in the log', () => {
  expect(site.log.join('')).not.toMatch(/2125550|lee@example|Kim/);
});
