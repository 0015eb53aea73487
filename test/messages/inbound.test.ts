import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '#platform';
import { MessageHouse, NOON } from './house.js';

const MINUTE = 60_000;

let house: MessageHouse;
beforeAll(async () => {
  house = await MessageHouse.open();
}, 60_000);
afterAll(() => house.close());
beforeEach(() => {
  house.now = NOON;
});

const sentTo = (phone: string) =>
  house.twilio.texts.filter(({ to }) => to === phone).map(({ body }) => body);

const inboundOf = (leadId: string) =>
  house.rows<{ id: string; state: string; handled: boolean }>(
    `SELECT id, state, handled_at IS NOT NULL AS handled FROM message
     WHERE lead_id = $1 AND direction = 'in' ORDER BY created_at, id`,
    [leadId],
  );

describe('R11 STOP', () => {
  test.each([
    ['STOP', 'en'],
    ['Please don’t text me anymore', 'en'],
    ['Alto', 'es'],
    ['no me escriban más', 'es'],
  ])(
    '“%s” ends everything at once and is confirmed exactly once, in %s',
    async (word, language) => {
      const maria = await house.known();
      const planned = await house.write(maria, 'Planned.', {
        sendAt: new Date(NOON.getTime() + 60 * MINUTE),
      });
      await house.texts(maria.phone, word);
      expect(sentTo(maria.phone)).toEqual([
        language === 'es'
          ? 'Harbor Line: no recibirá más mensajes ni llamadas nuestras. Escriba START para recibir mensajes de nuevo.'
          : 'Harbor Line: you will get no more messages or calls from us. Text START to get texts again.',
      ]);
      for (const again of ['stop', 'STOP']) await house.texts(maria.phone, again);
      expect(sentTo(maria.phone)).toHaveLength(1);
      const revoked = await house.rows<{ scope: string }>(
        "SELECT DISTINCT scope FROM consent WHERE person_id = $1 AND decision = 'revoked' ORDER BY scope",
        [maria.personId],
      );
      expect(revoked.map(({ scope }) => scope)).toEqual(['call', 'email', 'sms']);
      house.later(61 * MINUTE);
      await house.work();
      expect(await house.stateOf(planned)).toMatchObject({
        state: 'failed',
        closed_because: 'stopped',
      });
      expect((await inboundOf(maria.leadId)).every(({ handled }) => handled)).toBe(true);
    },
  );

  test('that the provider has confirmed itself is not confirmed a second time', async () => {
    const maria = await house.known();
    await house.texts(maria.phone, 'STOP', { OptOutType: 'STOP' });
    expect(sentTo(maria.phone)).toEqual([]);
  });

  test('read only an hour later is obeyed, and not confirmed any more', async () => {
    const maria = await house.known();
    const id = await house.write(maria, 'Hello.');
    await house.stores(maria.phone, 'STOP');
    for (const minutes of [60, 1]) {
      house.later(minutes * MINUTE);
      await house.work();
    }
    expect(await house.stateOf(id)).toMatchObject({ state: 'failed', closed_because: 'stopped' });
    expect(sentTo(maria.phone)).toEqual([]);
    await house.texts(maria.phone, 'STOP');
    expect(sentTo(maria.phone)).toHaveLength(1);
  });

  test('that is read after what they wrote next still stands', async () => {
    const maria = await house.known({ permit: [] });
    const stop = await house.stores(maria.phone, 'STOP');
    house.later(1000);
    await house.stores(maria.phone, 'who is this?');
    const [first, second] = await house.rows<{
      id: string;
      name: string;
      payload: Record<string, string>;
      event: string;
    }>(
      `SELECT o.id, o.name, o.payload, i.provider_event_id AS event FROM outbox o
       JOIN inquiry i ON i.id = (o.payload->>'inquiryId')::uuid
       WHERE o.done_at IS NULL AND o.name = 'take-in-inquiry' ORDER BY i.received_at DESC`,
    );
    if (!first || second?.event !== stop) throw new Error('Both texts wait');
    await house.run(first);
    await house.run(second);
    const id = await house.write(maria, 'Hello.');
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'failed', closed_because: 'stopped' });
  });

  test('“don’t text me, call me” ends texts alone, and goes to a human', async () => {
    const maria = await house.known();
    const sister = await house.known();
    await house.texts(maria.phone, 'Please don’t text me, just call me.');
    const id = await house.write(maria, 'Hello.');
    const other = await house.write(sister, 'Hello.');
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'failed', closed_because: 'stopped' });
    expect(await house.stateOf(other)).toMatchObject({ state: 'sent' });
    expect(sentTo(maria.phone)).toEqual([]);
    const revoked = await house.rows<{ scope: string }>(
      "SELECT scope FROM consent WHERE person_id = $1 AND decision = 'revoked'",
      [maria.personId],
    );
    expect(revoked).toEqual([{ scope: 'sms' }]);
    expect((await inboundOf(maria.leadId)).at(-1)).toMatchObject({ handled: false });
    const said = await house.rows(
      "SELECT 1 FROM activity WHERE lead_id = $1 AND kind = 'consent.recorded'",
      [maria.leadId],
    );
    expect(said).toHaveLength(1);
  });

  test('of somebody who was promised a call and may be in danger is a human’s to decide', async () => {
    const pressing = await house.known({ age: 16 });
    const calm = await house.known({ when: 'later' });
    await house.texts(pressing.phone, 'STOP');
    await house.texts(calm.phone, 'STOP');
    expect((await house.tasksOf(pressing.leadId)).some((key) => key.startsWith('stop:'))).toBe(
      true,
    );
    expect((await house.tasksOf(calm.leadId)).some((key) => key.startsWith('stop:'))).toBe(false);
  });

  test('ends the follow-up plan they are on', async () => {
    const maria = await house.known();
    const enrolled = await house.rows<{ id: string }>(
      'SELECT id FROM enrolment WHERE lead_id = $1 AND ended_at IS NULL',
      [maria.leadId],
    );
    if (enrolled.length === 0) {
      const [cadence, plan, enrolment] = [newId(), newId(), newId()];
      await house.owner.query(
        'INSERT INTO cadence (id, code, name) VALUES ($1, $1::text, $1::text)',
        [cadence],
      );
      await house.owner.query(
        "INSERT INTO cadence_plan (id, cadence_id, number, steps) VALUES ($1, $2, 1, '[]')",
        [plan, cadence],
      );
      await house.owner.query(
        `INSERT INTO enrolment (id, lead_id, cadence_id, plan_id, state, started_at)
         VALUES ($1, $2, $3, $4, 'running', $5)`,
        [enrolment, maria.leadId, cadence, plan, house.now],
      );
    }
    await house.texts(maria.phone, 'STOP');
    const [row] = await house.rows<{ ended_because: string }>(
      'SELECT ended_because FROM enrolment WHERE lead_id = $1',
      [maria.leadId],
    );
    expect(row?.ended_because).toBe('stopped');
  });

  test('START gives texts back and says so; calls and e-mails stay stopped', async () => {
    const maria = await house.known();
    await house.texts(maria.phone, 'STOP');
    house.later(MINUTE);
    await house.texts(maria.phone, 'START');
    expect(sentTo(maria.phone).at(-1)).toContain('you will get texts from us again');
    house.later(MINUTE);
    const id = await house.write(maria, 'Welcome back.');
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'sent' });
    house.later(MINUTE);
    await house.texts(maria.phone, 'STOP');
    expect(sentTo(maria.phone).filter((body) => body.includes('no more messages'))).toHaveLength(2);
  });

  test('a later text is a request that a human reads; it does not give texts back', async () => {
    const maria = await house.known();
    await house.texts(maria.phone, 'STOP');
    house.later(MINUTE);
    await house.texts(maria.phone, 'ok thanks');
    const id = await house.write(maria, 'You are welcome.');
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'failed', closed_because: 'stopped' });
  });
});

describe('any other text', () => {
  test('joins the open lead, is in the inbox, and may be answered by text', async () => {
    const maria = await house.known({ permit: [] });
    await house.texts(maria.phone, 'can you call me after 5?');
    const [inbound] = await inboundOf(maria.leadId);
    expect(inbound).toMatchObject({ state: 'received', handled: false });
    const id = await house.write(maria, 'Yes, we will.', { inReplyTo: inbound?.id ?? null });
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'sent' });
  });

  test('at night may be answered within minutes, and not after', async () => {
    const maria = await house.known();
    house.now = new Date('2026-11-25T04:00:00Z');
    await house.texts(maria.phone, 'are you awake?');
    house.later(5 * MINUTE);
    const soon = await house.write(maria, 'Yes. What is going on?');
    await house.work();
    expect(await house.stateOf(soon)).toMatchObject({ state: 'sent' });
    house.later(20 * MINUTE);
    const late = await house.write(maria, 'Still there?');
    await house.work();
    expect(await house.stateOf(late)).toMatchObject({
      state: 'queued',
      closed_because: 'quiet_hours',
    });
  });

  test.each(['I want to quit', "can't stop", 'HELP'])('“%s” goes to a human', async (word) => {
    const maria = await house.known();
    await house.texts(maria.phone, word);
    expect((await inboundOf(maria.leadId)).at(-1)).toMatchObject({ handled: false });
    const id = await house.write(maria, 'We are here.');
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'sent' });
  });

  test('runs through the urgency rules', async () => {
    const maria = await house.known({ when: 'later' });
    await house.texts(maria.phone, 'she took an overdose and does not wake up');
    const lead = await house.one<{ urgency: string }>('SELECT urgency FROM lead WHERE id = $1', [
      maria.leadId,
    ]);
    expect(lead.urgency).toBe('P0');
  });

  test('pictures are noted with their addresses, and nothing is fetched', async () => {
    const maria = await house.known();
    await house.texts(maria.phone, 'my card', {
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0',
      MediaContentType0: 'image/jpeg',
    });
    const row = await house.one<{ media_enc: string | null }>(
      "SELECT media_enc FROM message WHERE lead_id = $1 AND direction = 'in'",
      [maria.leadId],
    );
    expect(row.media_enc).toMatch(/^v1\./);
  });

  test.each([
    ['emoji and right to left', '🙏🏽 שלום مرحبا'],
    ['what looks like SQL', "'; DROP TABLE message; --"],
    ['what looks like script', '<script>alert(1)</script> {{firstName}} ${x}'],
    ['a hundred thousand letters', 'x'.repeat(100_000)],
    ['NUL and half a letter', 'a\u0000b\ud800c'],
    ['nothing', ''],
  ])('R17 %s is only text', async (_what, body) => {
    const maria = await house.known();
    await house.texts(maria.phone, body);
    expect(await inboundOf(maria.leadId)).toHaveLength(1);
  });

  test('R2 the same text delivered twice is one', async () => {
    const maria = await house.known();
    const eventId = await house.stores(maria.phone, 'hello?');
    await house.work();
    await house.owner.query(
      `UPDATE outbox SET done_at = NULL WHERE payload->>'inquiryId' =
         (SELECT id::text FROM inquiry WHERE provider_event_id = $1)`,
      [eventId],
    );
    await house.work();
    expect(await inboundOf(maria.leadId)).toHaveLength(1);
  });
});
