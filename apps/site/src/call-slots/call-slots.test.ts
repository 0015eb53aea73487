import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { newId } from '#platform';
import { formOf, type RunningSite, startSite } from '../../../../test/site.js';
import { TestWorker } from '../../../../test/worker.js';
import { offeredSlots, placeKnown } from './offered-slots.js';

const HOUR = 3_600_000;
const hours = { mon: [['08:00', '20:00']], tue: [['09:00', '17:15']] } as never;
const newYork = { timeZone: 'America/New_York', businessHours: hours };
/** Monday, 7:00 in New York. */
const MONDAY = new Date('2026-11-23T12:00:00Z');
const every = (free = 1) =>
  Array.from({ length: 200 }, (_, at) => ({
    startsAt: new Date(MONDAY.getTime() + at * 0.5 * HOUR),
    free,
  }));
const times = (slots: readonly Date[]) => slots.map((at) => at.toISOString().slice(5, 16));

describe('the times that are offered', () => {
  test('are those in which we work to the end of the half hour, and not too soon', () => {
    const { slots, timeZone } = offeredSlots(
      every(),
      newYork,
      null,
      new Date(MONDAY.getTime() + 2 * HOUR),
    );
    expect(timeZone).toBe('America/New_York');
    expect(times(slots).slice(0, 2)).toEqual(['11-23T15:00', '11-23T15:30']);
    const monday = times(slots).filter((time) => time < '11-24T05:00');
    expect(monday.at(-1)).toBe('11-24T00:30');
    expect(times(slots).filter((time) => time > '11-24T05:00')).toEqual(
      expect.arrayContaining(['11-24T14:00', '11-24T21:30']),
    );
    expect(times(slots)).not.toContain('11-24T22:00');
    expect(times(slots).every((time) => time < '11-25')).toBe(true);
  });

  test('leave out closed days, and what is full', () => {
    const closed = {
      ...newYork,
      businessHours: { ...(hours as object), holidays: ['2026-11-23'] },
    };
    const { slots } = offeredSlots(every(), closed, null, MONDAY);
    expect(times(slots)[0]).toBe('11-24T14:00');
    expect(offeredSlots(every(0), newYork, null, MONDAY).slots).toEqual([]);
  });

  test('are at hours at which the visitor may be called where they are, and said in their zone', () => {
    const { slots, timeZone } = offeredSlots(
      every(),
      newYork,
      placeKnown({ zip: '90012' }),
      MONDAY,
    );
    expect(timeZone).toBe('America/Los_Angeles');
    // Eight in Los Angeles, eleven in New York.
    expect(times(slots)[0]).toBe('11-23T16:00');
  });
});

describe('a call back that is promised', () => {
  let site: RunningSite;
  let worker: TestWorker;
  let owner: Client;
  beforeAll(async () => {
    site = await startSite({ env: { TRUST_PROXY: '1' } });
    worker = await TestWorker.open(site.db, undefined, site.ring);
    owner = new Client({ connectionString: site.db.ownerUrl });
    await owner.connect();
  }, 60_000);
  afterAll(async () => {
    await owner.end();
    await worker.close();
    await site.stop();
  });
  beforeEach(async () => {
    await owner.query('UPDATE organisation SET call_backs_per_half_hour = 2');
  });

  const open = async (): Promise<string[]> => {
    const answer = await fetch(`${site.url}/api/call-back-slots`);
    return ((await answer.json()) as { slots: string[] }).slots;
  };
  let phones = 0;
  const json = async (callBackAt: unknown, more: object = {}, headers = {}) => {
    phones += 1;
    const phone = `212555${String(1000 + phones)}`;
    const answer = await site.postJson(
      { name: `Ana ${phones}`, phone, callBackAt, ...more },
      headers,
    );
    expect(answer.status).toBe(202);
    return (await answer.json()) as { receipt: string; callBackAt?: string | null };
  };
  const takeIn = async () => {
    const waiting = await owner.query<{ id: string; inquiry: string }>(
      `SELECT id, payload->>'inquiryId' AS inquiry FROM outbox
       WHERE done_at IS NULL AND name = 'take-in-inquiry' ORDER BY due_at`,
    );
    for (const { id, inquiry } of waiting.rows)
      await worker.takeIn({ jobId: id, inquiryId: inquiry });
  };
  const promised = async (at: string) =>
    (
      await owner.query<{ kind: string; remind_minutes: number; urgency: string }>(
        'SELECT kind, remind_minutes, urgency FROM task WHERE promised_at = $1',
        [at],
      )
    ).rows;

  test('is a task at that time with a reminder before, and said on both pages', async () => {
    const at = (await open()).at(-1) ?? '';
    const { receipt, callBackAt } = await json(at, { when: 'later' });
    expect(callBackAt).toBe(at);
    const thanks = await (await fetch(`${site.url}/thanks/${receipt}`)).text();
    expect(thanks).toMatch(/We call you on \w+, \w+ \d+, [\d:]+.[ap]\.m\. \(Eastern Time\)/);
    const event = await (await fetch(`${site.url}/thanks/${receipt}/call.ics`)).text();
    const [day, time] = at.replaceAll(/[-:]|\.000/g, '').split('T');
    expect(event).toContain(`\r\nDTSTART:${day}T${time}\r\n`);
    expect(event).toContain('\r\nSUMMARY:Phone call\r\n');
    expect(event).not.toMatch(new RegExp(`${receipt}|bridgeline`, 'i'));
    await takeIn();
    expect(await promised(at)).toMatchObject([{ kind: 'call_back', remind_minutes: 10 }]);
    const status = await (await fetch(`${site.url}/status/${receipt}`)).text();
    expect(status).toContain('We call you at the time you chose');
    expect(await site.count("SELECT count(*) FROM clock WHERE kind = 'first_attempt'")).toBe(1);
  });

  test('of somebody who may be in danger is kept, and they are called now as well', async () => {
    const at = (await open()).at(-1) ?? '';
    await json(at, { age: 15 });
    await takeIn();
    expect((await promised(at)).some(({ urgency }) => urgency === 'P1')).toBe(true);
    expect(
      await site.count("SELECT count(*) FROM task WHERE kind = 'first_attempt' AND urgency = 'P1'"),
    ).toBe(1);
  });

  test('is never promised to more than can be kept: 20 at once, and nobody is refused', async () => {
    const at = (await open()).at(-3) ?? '';
    const answers = await Promise.all(Array.from({ length: 20 }, () => json(at)));
    expect(answers.filter(({ callBackAt }) => callBackAt === at)).toHaveLength(2);
    expect(answers.filter(({ callBackAt }) => callBackAt === null)).toHaveLength(18);
    await takeIn();
    expect(await promised(at)).toHaveLength(2);
    expect(await open()).not.toContain(at);
  });

  test('is the same for the same request again', async () => {
    const at = (await open()).at(-5) ?? '';
    const body = { name: 'Ana', phone: '2125559999', callBackAt: at };
    const post = async () => (await site.postJson(body, { 'idempotency-key': 'again-1' })).json();
    const first = await post();
    expect(await post()).toEqual(first);
    expect(first).toMatchObject({ callBackAt: at });
  });

  test.each([['tomorrow'], [42], ['2020-01-01T10:00:00Z'], ['2026-11-27T03:07:00Z'], [null]])(
    'at an impossible time (%s) costs nobody the request',
    async (at) => {
      const { callBackAt } = await json(at);
      expect(callBackAt ?? null).toBeNull();
    },
  );

  test('that is taken meanwhile: the form says so once, offers the next, and keeps what was typed', async () => {
    const at = (await open()).at(-7) ?? '';
    const next = (await open()).find((slot) => slot > at) ?? '';
    const form = formOf(await (await fetch(`${site.url}/get-started`)).text());
    // Without its ticket nobody can tell that a machine was so quick.
    delete form.issued;
    const typed = {
      ...form,
      name: 'Mona',
      phone: '2125558888',
      message: 'Typed before.',
      callBackAt: at,
    };
    await json(at);
    await json(at);
    const again = await site.post('/get-started', typed);
    expect(again.status).toBe(409);
    const html = await again.text();
    expect(html).toContain('that time is not free for a call. The next free one is');
    const shown = formOf(html);
    expect(shown).toMatchObject({ name: 'Mona', message: 'Typed before.', callBackAt: next });
    const before = (await site.inquiries()).length;
    const sent = await site.post('/get-started', { ...shown, callBackAt: at });
    expect(sent.status).toBe(303);
    expect(await site.inquiries()).toHaveLength(before + 1);
  });

  test('is offered by who is on duty where duty is planned, and by nobody where none is offered', async () => {
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO staff_user (id, name, email, role) VALUES ($1, 'A', 'a@x.example', 'agent'), ($2, 'B', 'b@x.example', 'agent') RETURNING id`,
      [newId(), newId()],
    );
    const at = new Date((await open()).at(-9) ?? '');
    const shift = (staff: string | undefined, kind: string) =>
      owner.query(
        'INSERT INTO shift (id, staff_id, kind, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)',
        [newId(), staff, kind, new Date(at.getTime() - HOUR), new Date(at.getTime() + HOUR)],
      );
    const freeAt = (moment: Date) =>
      site.count(
        `SELECT coalesce(sum(free), 0) AS count FROM public_call_slots WHERE starts_at = '${moment.toISOString()}'`,
      );
    await shift(rows[0]?.id, 'on_duty');
    expect(await freeAt(at)).toBe(2);
    await shift(rows[1]?.id, 'on_duty');
    expect(await freeAt(at)).toBe(4);
    await shift(rows[1]?.id, 'out_of_office');
    expect(await freeAt(at)).toBe(2);
    expect(await freeAt(new Date(at.getTime() + 2 * HOUR))).toBe(0);
    await owner.query('UPDATE organisation SET call_backs_per_half_hour = 0');
    expect(await freeAt(at)).toBe(0);
  });

  test('R4 the site reads how many are left, and not whose they are', async () => {
    const client = new Client({ connectionString: site.db.siteUrl });
    await client.connect();
    for (const table of ['call_slot_hold', 'task', 'shift']) {
      await expect(client.query(`SELECT 1 FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await client.end();
  });
});
