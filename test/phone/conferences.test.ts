import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type AskedParty, CallEntity } from '#calls';
import { newId } from '#platform';
import { type Browser, DUTY, ExchangeHouse, MAIN } from './exchange-house.js';
import { send, twilioForm } from './providers.js';
import { PUBLIC_URL } from './webhook-site.js';

let house: ExchangeHouse;
let hers: Browser;
let numbers = 0;
beforeAll(async () => {
  house = await ExchangeHouse.open();
  hers = house.browserOf(house.ana);
}, 60_000);
afterAll(() => house.close());
afterEach(() => {
  house.exchange.faults.messy = false;
  expect(house.problems).toEqual([]);
});

const ana = () => house.actor(house.ana);
const caller = () => {
  numbers += 1;
  return `+1202555${4200 + numbers}`;
};
const facility = (number = '+12025550171'): AskedParty => ({
  id: newId(),
  kind: 'facility',
  staffId: null,
  name: 'Lakeside Recovery',
  number,
  basis: 'consent',
});
const taken = () => house.taken(hers, caller());
const onHold = async () => {
  const call = await taken();
  const view = await house.driver.open(call.call, MAIN, ana());
  return { ...call, id: view.id, view };
};

describe('hold', () => {
  test('moves both, plays music of our own, and brings them back; how long is on the timeline', async () => {
    const { id, view, call, legId } = await onHold();
    expect(view).toMatchObject({ mine: true, over: false, caller: { state: 'on_hold' } });
    await house.until(id, house.ana, ({ caller: one }) => one.state === 'on_hold');
    expect(await house.driver.hold(id, false, ana())).toMatchObject({
      caller: { state: 'talking', heldSince: null },
    });
    house.exchange.hangUp(hers.identity, legId);
    await house.until(id, house.ana, ({ over }) => over);
    await house.worker.settleConferences();
    expect(await house.timeline(call)).toEqual(['call.held']);
    expect(await house.tasks(call)).toEqual([]);
    const { rows } = await house.site.owner.query(
      'SELECT state, staff_id, talk_seconds FROM call WHERE id = $1',
      [call.id],
    );
    expect(rows[0]).toMatchObject({ state: 'talking', staff_id: house.ana });
    expect(rows[0].talk_seconds).not.toBeNull();
  });

  test('asked for twice it is one, and a call that is over cannot be held', async () => {
    const { id, call, hangUp } = await onHold();
    expect((await house.driver.open(call, MAIN, ana())).id).toBe(id);
    hangUp();
    await house.until(id, house.ana, (view) => view.caller.state === 'gone');
    const { call: over, hangUp: end } = await taken();
    end();
    await house.reports();
    await expect(house.driver.open(over, MAIN, ana())).rejects.toMatchObject({
      code: 'phone.call_over',
    });
  });

  test('what they hear is ours: words in two languages, and music from our own address', async () => {
    const wait = await send(
      house.site.address,
      twilioForm('/webhooks/twilio/voice/conference/wait', { CallSid: 'CAx' }),
    );
    expect(wait.text).toMatch(
      /<Say language="en-US">Thank you for waiting.*es-US.*<Play loop="3">/s,
    );
    expect(wait.text).toContain(`${PUBLIC_URL}/webhooks/twilio/voice/conference/music.wav`);
    const music = await fetch(`${house.site.address}/webhooks/twilio/voice/conference/music.wav`);
    expect(music.headers.get('content-type')).toBe('audio/wav');
    const bytes = Buffer.from(await music.arrayBuffer());
    expect(bytes.subarray(0, 4).toString('ascii')).toBe('RIFF');
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  });

  test('a colleague’s call is not mine to hold', async () => {
    const { id } = await onHold();
    await expect(house.driver.hold(id, false, house.actor(house.ben))).rejects.toMatchObject({
      code: 'phone.not_your_call',
    });
    await house.driver.end(id, ana());
  });
});

describe('whoever is on hold is never left alone', () => {
  test('our line breaks off: they are rung on, the next takes the call, and there is a task', async () => {
    const { id, call, callSid, legId } = await onHold();
    const his = house.browserOf(house.ben);
    house.ring.current = { inTurn: false, seconds: 20, members: [[{ client: his.identity }]] };
    house.exchange.hangUp(hers.identity, legId);
    const rings = await his.hear('ringing');
    expect(rings).toMatchObject({ callSid });
    house.exchange.answer(his.identity, rings.legId);
    await his.hear('open');
    await house.reports();
    await house.worker.settleConferences();
    expect(await house.tasks(call)).toEqual([`conference:${id}`]);
    expect(await house.timeline(call)).toEqual(['call.held']);
    const { rows } = await house.site.owner.query('SELECT staff_id FROM call WHERE id = $1', [
      call.id,
    ]);
    expect(rows).toEqual([{ staff_id: house.ben }]);
    // The one who has it now can hold it, too.
    const again = await house.worker.manager.findOneByOrFail(CallEntity, { id: call.id });
    const second = await house.driver.open(again, MAIN, house.actor(house.ben));
    expect(second).toMatchObject({ caller: { state: 'on_hold' }, mine: true });
    await house.driver.end(second.id, house.actor(house.ben));
    his.stop();
  });

  test('with nobody to ring it ends on the voicemail', async () => {
    const { call, callSid, legId } = await onHold();
    house.ring.current = null;
    house.exchange.hangUp(hers.identity, legId);
    await house.reports();
    const voicemail = async () => {
      const { rows } = await house.site.owner.query(
        `SELECT 1 FROM inquiry WHERE provider_event_id LIKE $1`,
        [`${callSid}:after_dial_rings_on:%`],
      );
      return rows.length > 0;
    };
    for (let tries = 0; tries < 60 && !(await voicemail()); tries += 1) await house.reports();
    expect(await voicemail()).toBe(true);
    await house.worker.settleConferences();
    expect(await house.tasks(call)).toHaveLength(1);
  });

  test('they hang up while they wait: there is a task, and nobody is rung', async () => {
    const { id, call, hangUp } = await onHold();
    hangUp();
    await house.until(id, house.ana, ({ end }) => end === 'gave_up');
    await house.worker.settleConferences();
    expect(await house.tasks(call)).toHaveLength(1);
  });

  test('ended by us it is over for them, too', async () => {
    const { id, call, callSid } = await onHold();
    await house.driver.end(id, ana());
    await house.reports();
    await house.worker.settleConferences();
    expect(await house.tasks(call)).toEqual([]);
    const { rows } = await house.site.owner.query(
      `SELECT 1 FROM inquiry WHERE provider_event_id LIKE $1`,
      [`${callSid}:voice_status:%`],
    );
    expect(rows).toHaveLength(1);
  });
});

describe('somebody else joins', () => {
  test('privately first, then all three, then we leave: each step is on the timeline, and what it came to is proposed', async () => {
    const { id, call, legId } = await onHold();
    const party = facility();
    await house.driver.ask(id, party, ana());
    const spoken = await house.until(id, house.ana, ({ parties }) => parties[0]?.state === 'in');
    expect(spoken.caller.state).toBe('on_hold');
    await expect(house.driver.leave(id, ana())).rejects.toMatchObject({
      code: 'phone.still_on_hold',
    });
    expect(await house.driver.hold(id, false, ana())).toMatchObject({
      caller: { state: 'talking' },
      parties: [{ name: 'Lakeside Recovery', state: 'in' }],
    });
    const left = await house.driver.leave(id, ana());
    expect(left).toMatchObject({ over: true, proposal: 'transferred_facility' });
    await hers.hear('over');
    expect(hers.told.at(-1)).toMatchObject({ event: 'over', legId });
    await house.reports();
    // They go on without us.
    expect((await house.driver.view(id, ana())).parties[0]?.state).toBe('in');
    await house.worker.settleConferences();
    expect((await house.timeline(call)).sort()).toEqual([
      'call.held',
      'transfer.asked',
      'transfer.joined',
      'transfer.left',
    ]);
    expect(await house.tasks(call)).toEqual([]);
    const { rows } = await house.site.owner.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE resource_id = $1 ORDER BY at, id`,
      [call.id],
    );
    const actions = rows.map(({ action }) => action);
    for (const action of [
      'call.held',
      'call.third_party_asked',
      'call.taken_back',
      'call.handed_over',
    ]) {
      expect(actions).toContain(action);
    }
  });

  test.each([
    ['nobody answers', '+12025550179', 'no_answer'],
    ['the line is busy', '+12025550178', 'busy'],
    ['no such number', '+10000000000', 'refused'],
  ])('%s: it says so, and whoever waits can be taken back', async (_name, number, because) => {
    const { id, call } = await onHold();
    await house.driver.ask(id, facility(number), ana());
    const view = await house.until(id, house.ana, ({ parties }) => parties[0]?.because !== null);
    expect(view.parties[0]).toMatchObject({ state: 'not_reached', because });
    expect(view.caller.state).toBe('on_hold');
    expect(await house.timeline(call)).toEqual(['transfer.asked', 'transfer.not_reached']);
    expect((await house.driver.hold(id, false, ana())).caller.state).toBe('talking');
    await expect(house.driver.leave(id, ana())).rejects.toMatchObject({
      code: 'phone.nobody_stays',
    });
    await house.driver.end(id, ana());
  });

  test('called off while it rings', async () => {
    const { id } = await onHold();
    const party = facility('+12025550179');
    await house.driver.ask(id, party, ana());
    const view = await house.driver.remove(id, party.id, ana());
    expect(view.caller.state).toBe('on_hold');
    await house.until(id, house.ana, ({ parties }) => parties[0]?.because === 'canceled');
    await house.driver.end(id, ana());
  });

  test('a colleague joins in their browser, and has the call once we leave', async () => {
    const his = house.browserOf(house.ben);
    const { id, call, callSid } = await onHold();
    const ben: AskedParty = {
      id: newId(),
      kind: 'colleague',
      staffId: house.ben,
      name: 'Ben',
      number: null,
      basis: 'own_staff',
    };
    await house.driver.ask(id, ben, ana());
    const rings = await his.hear('ringing');
    expect(rings).toMatchObject({ callSid, asked: true });
    house.exchange.answer(his.identity, rings.legId);
    await house.until(id, house.ana, ({ parties }) => parties[0]?.state === 'in');
    await house.driver.hold(id, false, ana());
    await house.driver.leave(id, ana());
    const asBen = house.actor(house.ben);
    expect(await house.driver.look(id, asBen)).toMatchObject({ mine: true, over: false });
    expect(await house.driver.hold(id, true, asBen)).toMatchObject({
      caller: { state: 'on_hold' },
    });
    await house.driver.end(id, asBen);
    await house.reports();
    expect((await house.timeline(call)).includes('transfer.left')).toBe(true);
    his.stop();
  });

  test('our line breaks off while we speak with them: whoever waits is rung on', async () => {
    const { id, call, legId, callSid } = await onHold();
    await house.driver.ask(id, facility(), ana());
    await house.until(id, house.ana, ({ parties }) => parties[0]?.state === 'in');
    const rung = hers.told.filter(({ event }) => event === 'ringing').length;
    house.exchange.hangUp(hers.identity, legId);
    const again = await hers.hear('ringing', rung);
    expect(again).toMatchObject({ callSid });
    house.exchange.hangUp(hers.identity, again.legId);
    await house.until(id, house.ana, ({ end }) => end === 'dropped');
    await house.worker.settleConferences();
    expect(await house.tasks(call)).toHaveLength(1);
  });
});

describe('a call of ours', () => {
  test('that is answered by phone is held by whoever has it, and rung on when the phone is put down', async () => {
    house.ring.current = null;
    house.staffed.add(DUTY);
    await house.site.owner.query(
      `INSERT INTO shift (id, staff_id, kind, starts_at, ends_at, phone)
       VALUES (gen_random_uuid(), $1, 'on_call', now() - interval '1 hour', now() + interval '1 hour', $2)`,
      [house.ana, DUTY],
    );
    const { callSid } = await house.exchange.call(caller(), MAIN);
    const found = async () => {
      await house.reports();
      const { rows } = await house.site.owner.query<{ id: string; staff_id: string | null }>(
        'SELECT id, staff_id FROM call WHERE provider_call_id = $1 AND state = $2',
        [callSid, 'talking'],
      );
      return rows[0];
    };
    let row = await found();
    for (let tries = 0; tries < 60 && !row; tries += 1) row = await found();
    expect(row?.staff_id).toBe(house.ana);
    const call = await house.worker.manager.findOneByOrFail(CallEntity, { id: row?.id ?? '' });
    const view = await house.driver.open(call, MAIN, ana());
    expect(view.caller.state).toBe('on_hold');
    house.exchange.putDown(DUTY);
    await house.until(view.id, house.ana, ({ end }) => end === 'dropped');
    await house.site.owner.query('DELETE FROM shift WHERE staff_id = $1', [house.ana]);
    house.staffed.clear();
  });
});

describe('what goes wrong at the phone company', () => {
  test('reports twice and in no order end in the same', async () => {
    house.exchange.faults.messy = true;
    const { id, call } = await onHold();
    await house.driver.ask(id, facility(), ana());
    await house.until(id, house.ana, ({ parties }) => parties[0]?.state === 'in');
    await house.driver.hold(id, false, ana());
    await house.driver.leave(id, ana());
    await new Promise((resolve) => setTimeout(resolve, 150));
    await house.reports();
    await house.worker.settleConferences();
    expect((await house.timeline(call)).sort()).toEqual([
      'call.held',
      'transfer.asked',
      'transfer.joined',
      'transfer.left',
    ]);
    expect(await house.driver.view(id, ana())).toMatchObject({ end: 'transferred', over: true });
  });

  test('an answer that is lost is found out by looking, and nobody is called twice', async () => {
    const { id } = await onHold();
    house.exchange.faults.loseAnswers = 0;
    const party = facility();
    const request = house.exchange.request.bind(house.exchange);
    house.exchange.request = async (url, init) => {
      const answer = await request(url, init);
      if (init.method === 'POST' && url.pathname.endsWith('/Participants.json')) {
        throw new Error('The answer is lost.');
      }
      return answer;
    };
    const view = await house.driver.ask(id, party, ana());
    house.exchange.request = request;
    expect(['dialling', 'ringing', 'unknown', 'in']).toContain(view.parties[0]?.state);
    await house.driver.ask(id, party, ana());
    const spoken = await house.until(id, house.ana, ({ parties }) => parties[0]?.state === 'in');
    expect(spoken.parties).toHaveLength(1);
    await house.driver.end(id, ana());
  });

  test('a hold whose answer is lost is there all the same', async () => {
    const { id } = await onHold();
    await house.driver.hold(id, false, ana());
    house.exchange.faults.loseAnswers = 1;
    await expect(house.driver.hold(id, true, ana())).rejects.toMatchObject({
      code: 'phone.company_silent',
    });
    await house.until(id, house.ana, (view) => view.caller.state === 'on_hold');
    await house.driver.end(id, ana());
  });
});
