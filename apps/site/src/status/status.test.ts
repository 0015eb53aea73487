import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { hasUnsupportedCharacters } from '#contract';
import { SYSTEM } from '#audit';
import { StatusSharing } from '#leads';
import { UnprocessedInbounds } from '#messages';
import { inTransaction } from '#platform';
import { DataSource } from 'typeorm';
import { KeepCards } from '../../../worker/src/intake/keep-cards.js';
import { RenderStatus } from '../../../worker/src/status/render-status.js';
import { formOf, type RunningSite, startSite } from '../../../../test/site.js';
import { TestWorker } from '../../../../test/worker.js';

let site: RunningSite;
let worker: TestWorker;
let phones = 0;

beforeAll(async () => {
  site = await startSite();
  worker = await TestWorker.open(site.db, undefined, site.ring);
}, 60_000);
afterAll(async () => {
  await worker.close();
  await site.stop();
});

/** Runs what waits for the intake. */
async function takeIn(): Promise<void> {
  const waiting = await worker.rows<{ id: string; inquiry: string }>(
    `SELECT id, payload->>'inquiryId' AS inquiry FROM outbox
     WHERE done_at IS NULL AND name = 'take-in-inquiry' ORDER BY due_at`,
  );
  for (const { id, inquiry } of waiting) await worker.takeIn({ jobId: id, inquiryId: inquiry });
}

async function ask(more: object = {}): Promise<{ token: string; leadId: string; phone: string }> {
  phones += 1;
  const phone = `212555${3000 + phones}`;
  const answer = await site.postJson({ name: `Ana ${phones}`, phone, ...more });
  const { receipt: token } = (await answer.json()) as { receipt: string };
  await takeIn();
  const [row] = await worker.rows<{ lead_id: string }>(
    'SELECT lead_id FROM lead_inquiry ORDER BY inquiry_id DESC LIMIT 1',
  );
  return { token, leadId: row?.lead_id ?? '', phone };
}

const page = async (token: string, language = '') =>
  (await fetch(`${site.url}${language}/status/${token}`)).text();

/** What says that the same form was sent twice; each form of the page has it. */
const onceOf = (html: string) => [formOf(html).once].flat()[0] ?? '';

/** Posts an act, which the intake then takes in; gives the page afterwards. */
async function act(token: string, fields: Record<string, string>): Promise<string> {
  const once = onceOf(await page(token));
  const sent = await atWork(site.post(`/status/${token}`, { once, ...fields }));
  expect(sent.status).toBe(303);
  await takeIn();
  return page(token);
}

/** The intake works while a page waits for what comes of what was sent. */
async function atWork<Answer>(sending: Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answered = await Promise.race([sending.then(() => true), sleep(30).then(() => false)]);
    await takeIn();
    if (answered) return sending;
  }
}

const tasks = (leadId: string) =>
  worker.rows<{ kind: string; origin_key: string; promised_at: Date | null; dropped: boolean }>(
    `SELECT kind, origin_key, promised_at, dropped_at IS NOT NULL AS dropped FROM task
     WHERE lead_id = $1 ORDER BY created_at`,
    [leadId],
  );
const acts = async (token: string) =>
  [...(await page(token)).matchAll(/value="(\w+)" name="act"/g)].map(([, one]) => one);

describe('the page of one’s own request', () => {
  test('says where it stands, what was agreed to, and who we are, in both languages', async () => {
    const { token, leadId } = await ask({
      consent: { sms: true, wording: 'Yes.' },
      language: 'es',
    });
    const html = await page(token);
    expect(html).toContain('<title>Your request</title>');
    expect(html).toContain('We have your request.');
    expect(html).toContain('We may text you about this request.');
    expect(html).toContain('We are a referral service. We are not a treatment facility.');
    expect(await page(token, '/es')).toContain('Tenemos su solicitud.');
    await worker.rows(`UPDATE lead SET first_attempt_at = now() WHERE id = $1`, [leadId]);
    const [about] = await worker.rows<{ id: string }>(
      'SELECT inquiry_id AS id FROM lead_inquiry WHERE lead_id = $1',
      [leadId],
    );
    const source = worker.app.get(DataSource);
    await worker.app.get(RenderStatus).render(source.manager, about?.id ?? '', new Date());
    expect(await page(token)).toMatch(/<li class="here" aria-current="step">We tried to reach you/);
  });

  test('R11 once they have spoken with us, says that their request permits no more calls', async () => {
    const { token, leadId } = await ask();
    expect(await page(token)).toContain('We may call you, until we have spoken');
    await worker.rows('UPDATE lead SET last_contact_at = now() WHERE id = $1', [leadId]);
    const [about] = await worker.rows<{ id: string }>(
      'SELECT inquiry_id AS id FROM lead_inquiry WHERE lead_id = $1',
      [leadId],
    );
    const source = worker.app.get(DataSource);
    await worker.app.get(RenderStatus).render(source.manager, about?.id ?? '', new Date());
    expect(await page(token)).toContain('Nothing now: we do not contact you.');
  });

  test('of someone who asked for another is a receipt, until the patient agrees to more', async () => {
    const { token, leadId } = await ask({ forWhom: 'other', relationship: 'parent' });
    await worker.rows('UPDATE lead SET first_attempt_at = now() WHERE id = $1', [leadId]);
    const seen = async () => {
      const [about] = await worker.rows<{ id: string }>(
        'SELECT inquiry_id AS id FROM lead_inquiry WHERE lead_id = $1',
        [leadId],
      );
      const source = worker.app.get(DataSource);
      await worker.app.get(RenderStatus).render(source.manager, about?.id ?? '', new Date());
      return page(token);
    };
    const receipt = await seen();
    expect(receipt).toContain('You asked for someone else.');
    expect(receipt).not.toContain('We tried to reach you');
    const [who] = await worker.rows<{ id: string }>(
      'SELECT requester_id AS id FROM lead_inquiry WHERE lead_id = $1',
      [leadId],
    );
    await inTransaction(worker.app.get(DataSource), (manager) =>
      worker.app
        .get(StatusSharing)
        .record(manager, leadId, who?.id ?? '', { decision: 'given' }, SYSTEM, new Date()),
    );
    expect(await seen()).toContain('We tried to reach you');
  });
});

describe('what can be asked from it', () => {
  test('a time of those on offer: one task in place of the one before, said on the page', async () => {
    const { token, leadId } = await ask({ when: 'later' });
    const offered = [...(await page(token)).matchAll(/<option value="(2\d{3}-[^"]+)"/g)].map(
      ([, at]) => at ?? '',
    );
    const [first = '', second = ''] = offered.slice(-2);
    await act(token, { act: 'time', at: first });
    const html = await act(token, { act: 'time', at: second });
    expect(html).toContain('We call you at the time you chose');
    const promised = (await tasks(leadId)).filter((task) => task.promised_at !== null);
    expect(promised.map((task) => [task.promised_at?.toISOString(), task.dropped])).toEqual([
      [first, true],
      [second, false],
    ]);
    const event = await (await fetch(`${site.url}/thanks/${token}/call.ics`)).text();
    expect(event).toContain(`DTSTART:${second.replaceAll(/[-:]|\.000/g, '')}`);
    const [clock] = await worker.rows<{ due_at: Date }>(
      `SELECT due_at FROM clock WHERE lead_id = $1 AND kind = 'first_attempt' AND cancelled_at IS NULL`,
      [leadId],
    );
    expect(clock && clock.due_at > new Date(second)).toBe(true);
  });

  test('nothing chosen and nothing written is named, and nothing is stored', async () => {
    const { token } = await ask();
    const before = await site.count('SELECT count(*) FROM inquiry');
    const answer = await site.post(`/status/${token}`, { act: 'time' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(/<details open="" class="wrong">.*s-at-error/s);
    expect(await site.count('SELECT count(*) FROM inquiry')).toBe(before);
  });

  test('another number: it may be called, the one before may not, and a person is told', async () => {
    const { token, leadId } = await ask({ consent: { sms: true, wording: 'Yes.' } });
    await act(token, { act: 'number', phone: '(646) 555-0199', safeToVoicemail: 'no' });
    const ledger = await worker.rows<{ scope: string; decision: string }>(
      `SELECT c.scope, c.decision FROM consent c JOIN lead l ON l.patient_id = c.person_id
       WHERE l.id = $1 AND c.origin = 'status_page' ORDER BY 2, 1`,
      [leadId],
    );
    expect(ledger).toEqual([
      { scope: 'call', decision: 'given' },
      { scope: 'call', decision: 'revoked' },
      { scope: 'sms', decision: 'revoked' },
    ]);
    const html = await page(token);
    expect(html).toContain('you gave another number');
    expect(html).not.toContain('We may text you');
    expect((await tasks(leadId)).some((task) => task.origin_key.startsWith('status:'))).toBe(true);
  });

  test('a number that is none is named and comes back as it was typed', async () => {
    const { token } = await ask();
    const answer = await site.post(`/status/${token}`, { act: 'number', phone: '"><b>12' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;12"');
    expect(html).toContain('Please give a phone number with its area code');
  });

  test('no more contact: every consent is taken back, promised calls are off, and it can be undone by asking for a call', async () => {
    const { token, leadId } = await ask();
    const html = await act(token, { act: 'stop' });
    expect(html).toContain('Nothing now: we do not contact you.');
    const [plan] = await worker.rows<{ ended: boolean }>(
      'SELECT ended_at IS NOT NULL AS ended FROM enrolment WHERE lead_id = $1',
      [leadId],
    );
    expect(plan?.ended ?? true).toBe(true);
    const receipt = await (await fetch(`${site.url}/thanks/${token}`)).text();
    expect(receipt).toContain('Where your request stands now is on its own page.');
    expect(receipt).not.toContain('within five minutes');
    const again = await act(token, { act: 'time', words: 'after 6 p.m.' });
    expect(again).toContain('We may call you, until we have spoken');
  });

  test('withdrawing and erasing become work for a person; afterwards less can be asked', async () => {
    const { token, leadId } = await ask();
    expect(await acts(token)).toEqual(['time', 'number', 'card', 'stop', 'withdraw', 'erase']);
    await act(token, { act: 'withdraw', words: 'I found a place' });
    expect(await acts(token)).toEqual(['erase']);
    const html = await act(token, { act: 'erase' });
    expect(html).toContain('you asked us to erase what we hold about you');
    expect(await acts(token)).toEqual([]);
    const asked = (await tasks(leadId)).filter((task) => task.origin_key.startsWith('status:'));
    expect(asked.map(({ kind }) => kind)).toEqual(['review', 'review']);
    const audited = await worker.rows<{ action: string }>(
      `SELECT action FROM audit_event WHERE lead_id = $1 AND action LIKE 'status_page.%' ORDER BY 1`,
      [leadId],
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'status_page.erase',
      'status_page.withdraw',
    ]);
  });

  test('a photo of the card is drawn anew and kept with the coverage, without what the camera wrote', async () => {
    const { token, leadId } = await ask();
    const photo = await sharp({
      create: { width: 300, height: 200, channels: 3, background: '#369' },
    })
      .withExif({ IFD0: { Make: 'CANARY-CAMERA' } })
      .jpeg()
      .toBuffer();
    const body = new FormData();
    body.append('act', 'card');
    body.append('card[front]', new Blob([new Uint8Array(photo)]), 'x.jpg');
    const to = `${site.url}/status/${token}`;
    const sent = await atWork(fetch(to, { method: 'POST', redirect: 'manual', body }));
    expect(sent.status).toBe(303);
    const [job] = await worker.rows<{ id: string; inquiry: string }>(
      `SELECT id, payload->>'inquiryId' AS inquiry FROM outbox WHERE name = 'keep-cards' AND done_at IS NULL`,
    );
    const context = { attempt: 1, signal: new AbortController().signal, now: new Date() };
    await worker.app
      .get(KeepCards)
      .handle({ inquiryId: job?.inquiry ?? '' }, { jobId: job?.id ?? '', ...context });
    const cards = await worker.rows<{ side: string }>(
      `SELECT side FROM coverage_card JOIN coverage c ON c.id = coverage_id WHERE c.lead_id = $1`,
      [leadId],
    );
    expect(cards).toEqual([{ side: 'front' }]);
  });
});

describe('each thing sent', () => {
  test('R2 is one thing, however often its form is sent', async () => {
    const { token, leadId } = await ask();
    const once = onceOf(await page(token));
    const send = () => site.post(`/status/${token}`, { once, act: 'stop' });
    const answers = await atWork(Promise.all([send(), send(), send()]));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    await takeIn();
    const revoked = await worker.rows(
      `SELECT 1 FROM consent c JOIN lead l ON l.patient_id = c.person_id
       WHERE l.id = $1 AND c.decision = 'revoked'`,
      [leadId],
    );
    expect(revoked).toHaveLength(3);
  });

  test('R11 holds every message to them from the moment it is stored', async () => {
    const { token, leadId } = await ask();
    const [lead] = await worker.rows<{ patient_id: string }>(
      'SELECT patient_id FROM lead WHERE id = $1',
      [leadId],
    );
    const waits = async () => {
      const { manager } = worker.app.get(DataSource);
      const whom = { id: lead?.patient_id ?? '', points: [] };
      return (await worker.app.get(UnprocessedInbounds).earliest(manager, whom)) !== null;
    };
    expect(await waits()).toBe(false);
    await site.post(`/status/${token}`, { act: 'stop' });
    expect(await waits()).toBe(true);
    await takeIn();
    expect(await waits()).toBe(false);
  });

  test('words of danger in it raise the urgency, as every word of theirs does', async () => {
    const { token, leadId } = await ask({ when: 'later' });
    await act(token, { act: 'withdraw', words: 'I want to kill myself' });
    const [lead] = await worker.rows<{ urgency: string }>(
      'SELECT urgency FROM lead WHERE id = $1',
      [leadId],
    );
    expect(lead?.urgency).toBe('P0');
  });

  test('R17 any text is taken as text, or refused by name', async () => {
    const list = `${process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures'}/testing/blns.json`;
    const known = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as string[]) : [];
    // The whole list goes through the form; of it a part here, all of it in the long form.
    const share = known.filter((_, n) => process.env.BRIDGELINE_THOROUGH || n % 8 === 0);
    const texts = [...share, '<script>alert(1)</script>', '\u202Eabc'].filter(
      (text) => text.trim() !== '' && text.length <= 200,
    );
    const page20 = async (some: string[]) => {
      const { token } = await ask();
      const send = async (text: string, n: number) => {
        const fields = { act: 'time', words: text, once: String(n) };
        return [text, (await site.post(`/status/${token}`, fields)).status];
      };
      expect(await Promise.all(some.map(send))).toEqual(
        some.map((text) => [text, hasUnsupportedCharacters(text) ? 422 : 303]),
      );
      await takeIn();
      expect(await page(token)).not.toMatch(/<script>alert/);
    };
    // So many are taken from one page in an hour; each waits a moment for what comes of it.
    for (let at = 0; at < texts.length; at += 20) await page20(texts.slice(at, at + 20));
  }, 60_000);

  test('a link that was never given out opens and changes nothing', async () => {
    const before = await site.count('SELECT count(*) FROM inquiry');
    const unknown = '0'.repeat(26);
    expect((await site.post(`/status/${unknown}`, { act: 'stop' })).status).toBe(404);
    expect((await site.post(`/status/${unknown}`, { act: 'fly' })).status).toBe(404);
    const { token } = await ask();
    expect((await site.post(`/status/${token}`, { act: 'fly' })).status).toBe(400);
    expect(await site.count('SELECT count(*) FROM inquiry')).toBe(before + 1);
  });
});
