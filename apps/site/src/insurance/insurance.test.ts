import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { CoverageAnswer, PAYER_CONSENT_WORDING } from '#contract';
import { fixedClock } from '#platform';
import { SHIPPED_PAYERS } from '../../../migrate/src/reference/payers.js';
import { ask, formOf, type RunningSite, startSite } from '../../../../test/site.js';
import { insuranceWordsIn, SOURCES, SOURCES_OF } from './insurance-words.js';
import { GUIDES, guideOf } from './payer-guide.js';

const payer = (change: Partial<Parameters<typeof guideOf>[0]> = {}) => ({
  kind: 'insurer',
  name: 'A Plan',
  state: null,
  selfFunded: false,
  ...change,
});

describe('which rules are told', () => {
  test.each([
    [payer(), undefined, 'insurer'],
    [payer({ selfFunded: true }), undefined, 'self_funded'],
    [payer({ kind: 'administrator' }), undefined, 'self_funded'],
    [payer({ kind: 'rental_network' }), undefined, 'network'],
    [payer({ kind: 'employee_assistance' }), undefined, 'assistance'],
    [payer({ kind: 'public', name: 'Medicare' }), undefined, 'medicare'],
    [payer({ kind: 'public', name: 'VA Community Care' }), undefined, 'va'],
    [payer({ kind: 'public', name: 'MassHealth', state: 'MA' }), undefined, 'medicaid'],
    [payer({ kind: 'public', name: 'Nevada Medicaid', state: 'NV' }), undefined, 'medicaid'],
    [payer(), 'medicare_advantage', 'medicare'],
    [payer(), 'marketplace', 'marketplace'],
    [payer(), 'ppo', 'insurer'],
    [undefined, 'sliding_scale', 'uninsured'],
    [undefined, undefined, 'unknown'],
  ] as const)('%j, %s: %s', (of, plan, guide) => {
    expect(guideOf(of, plan)).toBe(guide);
  });

  test('every shipped public payer has a guide of its own kind', () => {
    const open = SHIPPED_PAYERS.filter(({ kind }) => kind === 'public').filter(
      ({ name, state, selfFunded }) =>
        guideOf({ kind: 'public', name, state: state ?? null, selfFunded: selfFunded ?? false }) ===
        'unknown',
    );
    expect(open).toEqual([]);
  });

  test.each(['en', 'es'] as const)('each says something in %s, with public sources', (language) => {
    const { guides } = insuranceWordsIn(language);
    for (const guide of GUIDES) {
      expect(guides[guide].covers.length).toBeGreaterThan(0);
      expect(guides[guide].verify.length).toBeGreaterThan(0);
      expect(SOURCES_OF[guide].length).toBeGreaterThan(0);
    }
    for (const { url } of Object.values(SOURCES)) {
      expect(new URL(url).hostname).toMatch(/\.(gov|mil)$|^tricare\.mil$/);
    }
  });
});

describe('the pages of insurance', () => {
  const clock = fixedClock('2026-11-24T15:00:00Z');
  let site: RunningSite;
  beforeAll(async () => {
    site = await startSite({ clock });
    await ask(
      site.db.ownerUrl,
      `WITH f AS (INSERT INTO facility (id, name, state, source, name_key)
         VALUES (gen_random_uuid(), 'Pier House', 'MA', 'staff', 'a') RETURNING id),
       p AS (INSERT INTO program (id, facility_id, name, level_of_care)
         SELECT gen_random_uuid(), id, n, 'outpatient' FROM f, unnest(ARRAY['One', 'Two']) AS n RETURNING id)
       INSERT INTO program_payer (program_id, payer_id, network, said_by, said_at)
       SELECT p.id, y.id, 'in', 'facility', '2026-11-01T12:00:00Z' FROM p, payer y WHERE y.name = 'Aetna'`,
    );
  });
  afterAll(() => site.stop());
  const page = async (path: string, status = 200) => {
    const answer = await fetch(site.url + path);
    expect([path, answer.status]).toEqual([path, status]);
    return answer.text();
  };
  const json = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${site.url}/insurance/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('lists what listed places say they take, on their word and with its day, and claims nothing (R14)', async () => {
    const html = await page('/insurance');
    expect(html).toContain('A referral service takes no insurance.');
    expect(html).toContain('1 listed place says it takes it; last said Nov 1, 2026');
    expect(html).not.toContain('Humana');
    expect(await page('/insurance?q=humana')).toContain('No listed place has told us');
    expect(await page('/insurance?q=%3Cscript%3E')).not.toContain('<script>');
    expect(await page('/es/insurance?q=bcbs')).toContain('Blue Cross Blue Shield');
  });

  it('has a page for each payer, in both languages', async () => {
    const html = await page('/insurance/aetna');
    expect(html).toContain('Federal parity law says');
    expect(html).toContain('href="/find?pay=aetna"');
    expect(await page('/es/insurance/medicare')).toContain('hospital');
    await page('/insurance/nobody', 404);
  });

  it('answers at once, asks no name for it, and stores nothing', async () => {
    const before = await site.count('SELECT count(*) FROM inquiry');
    expect(await page('/insurance/check?payer=aetna')).toContain('value="Aetna"');
    const answer = await site.post('/insurance/check', { 'insurance[payer]': 'MassHealth' });
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('For MassHealth');
    expect(html).toContain('Medicaid covers treatment for substance use in every state');
    const general = await json({ insurance: { planType: 'tricare' } });
    expect(general.status).toBe(200);
    expect(CoverageAnswer.strict().parse(await general.json())).toMatchObject({
      kind: 'tricare',
      payer: null,
    });
    expect(await site.count('SELECT count(*) FROM inquiry')).toBe(before);
  });

  it('takes a question sealed, as a coverage question, with the words that were agreed to', async () => {
    const asked = await site.post('/insurance/check', { 'insurance[payer]': 'Aetna' });
    const form = formOf(await asked.text());
    clock.set('2026-11-24T15:01:00Z');
    const sent = {
      ...(form as Record<string, string>),
      name: 'Maria Lopez',
      phone: '(212) 555-0142',
      forWhom: 'self',
      'coverageCheck[way]': 'electronic',
      'coverageCheck[answerBy]': 'phone',
      'coverageCheck[patientBorn]': '1990-02-28',
      'coverageCheck[payerConsent]': 'yes',
      'coverageCheck[payerWording]': PAYER_CONSENT_WORDING.en,
    };
    const answer = await site.post('/insurance/check', sent);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/thanks\//);
    expect((await site.post('/insurance/check', sent)).headers.get('location')).toBe(
      answer.headers.get('location'),
    );
    const kept = (await site.inquiries()).filter(({ kind }) => kind === 'coverage_question');
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({
      suspicion: [],
      envelope: {
        request: {
          insurance: { payer: 'Aetna' },
          coverageCheck: { way: 'electronic', payerConsent: true, patientBorn: '1990-02-28' },
        },
      },
    });
  });

  it.each([
    ['a name', { name: '', phone: '2125550142' }, 'tell us a name'],
    [
      'a number for a call',
      { name: 'A', email: 'a@example.com', 'coverageCheck[answerBy]': 'phone' },
      'need a phone number',
    ],
    [
      'an address for an e-mail',
      { name: 'A', phone: '2125550142', 'coverageCheck[answerBy]': 'email' },
      'need an e-mail address',
    ],
    [
      'the consent for a text',
      { name: 'A', phone: '2125550142', 'coverageCheck[answerBy]': 'sms' },
      'agree to texts',
    ],
    [
      'a date',
      { name: 'A', phone: '2125550142', 'coverageCheck[patientBorn]': '28.2.90' },
      'check this answer|date',
    ],
  ])('asks again for %s', async (_, fields, sentence) => {
    const answer = await site.post('/insurance/check', fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(new RegExp(sentence));
  });

  it('takes JSON once under a key, and names what is wrong', async () => {
    const body = { name: 'Maria', phone: '2125550143', insurance: { payer: 'humana' } };
    const first = await json(body, { 'idempotency-key': 'k1' });
    expect(first.status).toBe(202);
    const answer = CoverageAnswer.strict().parse(await first.json());
    expect(answer).toMatchObject({ kind: 'insurer', payer: { name: 'Humana' } });
    const again = CoverageAnswer.parse(
      await (await json(body, { 'idempotency-key': 'k1' })).json(),
    );
    expect(again.receipt).toBe(answer.receipt);
    expect((await json({ ...body, name: 'Other' }, { 'idempotency-key': 'k1' })).status).toBe(422);
    const wrong = await json({ phone: '2125550143' });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ errors: { name: expect.any(String) } });
    expect((await json({ insurance: 'x' })).status).toBe(400);
    expect((await json([])).status).toBe(200);
  });
});
