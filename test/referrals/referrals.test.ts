import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OpenedPacket } from '#contract';
import { CHECK_CLOCK } from '#leads';
import { createPool, newId } from '#platform';
import { ConsentRequests, PROPOSE_NEXT, ReferralSending, ReferralWork } from '#referrals';
import { capabilityDigest, openCapability } from '#vault';
import { CheckClock } from '../../apps/worker/src/clocks/check-clock.js';
import { ProposeNext } from '../../apps/worker/src/referrals/propose-next.js';
import { opening, ReferralHouse } from './house.js';

let house: ReferralHouse;
let agent: { kind: 'staff'; id: string };
beforeAll(async () => {
  // Ahead of the database's own clock, by which links and packets end for the site.
  house = await ReferralHouse.open(new Date('2036-11-25T15:00:00Z'));
  agent = await house.staff();
}, 60_000);
afterAll(() => house.close());

const tasks = (leadId: string, origin: string) =>
  house.count('FROM task WHERE lead_id = $1 AND origin_key LIKE $2', [leadId, `${origin}%`]);

describe('sending', () => {
  test('R10 R14 is refused without the statement and without a signed consent that names the facility', async () => {
    const program = await house.program('Cedar House');
    const other = await house.program('Other House');
    const lead = await house.lead();
    const referralId = await house.draft(lead, program, agent);
    const refusal = (missing: RegExp) =>
      expect(house.send(referralId, agent)).rejects.toMatchObject({
        code: 'referral.not_ready',
        status: 422,
        message: expect.stringMatching(missing),
      });
    await refusal(/who we are and who pays.*consent/);
    await house.ready(lead, referralId, [other.facilityId], agent);
    await refusal(/names this facility/);
    const { token } = await house.askConsent(lead, [program.facilityId], agent);
    await refusal(/names this facility/);
    await house.decide(token, await house.signature(token));
    await expect(house.send(referralId, agent)).resolves.toMatchObject({
      token: expect.any(String),
    });
    expect(await house.state(referralId)).toBe('sent');
    expect(await house.stage(lead)).toBe('referred');
    expect(
      await house.count(
        `FROM task WHERE lead_id = $1 AND origin_key LIKE 'consent-signed:%' AND done_at IS NULL`,
        [lead.leadId],
      ),
    ).toBe(1);
    const shown = await house.worker.rows<{ wording: string }>(
      'SELECT wording FROM referral_statement WHERE referral_id = $1',
      [referralId],
    );
    expect(shown[0]?.wording).toMatch(/not a treatment facility/);
  });

  test('R10 a consent that names a facility covers what it turned out to be', async () => {
    const [named, kept] = [await house.program('Aspen House'), await house.program('Aspen Center')];
    const lead = await house.lead();
    const referralId = await house.draft(lead, named, agent);
    await house.ready(lead, referralId, [named.facilityId], agent);
    await house.worker.rows(
      `UPDATE facility SET merged_into_id = $2, taken_back_at = now() WHERE id = $1`,
      [named.facilityId, kept.facilityId],
    );
    for (const table of ['program', 'referral']) {
      await house.worker.rows(`UPDATE ${table} SET facility_id = $2 WHERE facility_id = $1`, [
        named.facilityId,
        kept.facilityId,
      ]);
    }
    await expect(house.send(referralId, agent)).resolves.toMatchObject({
      token: expect.any(String),
    });
  });

  test('R14 a tie of money or ownership is named, and one that was recorded since has to be shown first', async () => {
    const program = await house.program('Cedar House');
    const lead = await house.lead();
    const referralId = await house.draft(lead, program, agent);
    await house.ready(lead, referralId, [program.facilityId], agent);
    const tie = (value: string) =>
      house.worker.rows('UPDATE facility SET financial_tie = $2 WHERE id = $1', [
        program.facilityId,
        value,
      ]);
    await tie('pays');
    await expect(house.send(referralId, agent)).rejects.toMatchObject({
      code: 'referral.not_ready',
      message: expect.stringMatching(/who we are and who pays/),
    });
    await house.ready(lead, referralId, [program.facilityId], agent);
    const shown = await house.worker.rows<{ wording: string; financial_tie: string }>(
      'SELECT wording, financial_tie FROM referral_statement WHERE referral_id = $1 ORDER BY at, id',
      [referralId],
    );
    expect(shown.map(({ financial_tie }) => financial_tie)).toEqual(['unknown', 'pays']);
    expect(shown[1]?.wording).toMatch(/Cedar House.* pays /);
    await expect(house.send(referralId, agent)).resolves.toBeDefined();
  });

  test('R10 a signature under other words, after the link’s end, or repeated changes nothing', async () => {
    const program = await house.program('Cedar House');
    const lead = await house.lead();
    const { token, requestId } = await house.askConsent(lead, [program.facilityId], agent);
    const signed = () =>
      house.count("FROM consent_signature WHERE request_id = $1 AND decision = 'given'", [
        requestId,
      ]);
    const right = await house.signature(token);
    await house.decide(token, { act: 'sign', name: 'Maria Lopez', wordingHash: '00'.repeat(32) });
    expect(await signed()).toBe(0);
    await house.decide(token, right);
    await house.decide(token, right);
    await house.decide(token, { act: 'refuse' });
    expect(await signed()).toBe(1);
    const [row] = await house.worker.rows<{ name_enc: string; ip_digest: Buffer }>(
      'SELECT name_enc, ip_digest FROM consent_signature WHERE request_id = $1',
      [requestId],
    );
    expect(row?.name_enc).not.toContain('Maria');
    expect(row?.ip_digest).toHaveLength(32);
    const late = await house.askConsent(lead, [program.facilityId], agent);
    const tooLate = await house.signature(late.token);
    house.clock.ahead(73 * 60);
    await house.decide(late.token, tooLate);
    expect(
      await house.count('FROM consent_signature WHERE request_id = $1', [late.requestId]),
    ).toBe(0);
  });

  test('of two colleagues who send at once, one does', async () => {
    const program = await house.program('Cedar House');
    const lead = await house.lead();
    const referralId = await house.draft(lead, program, agent);
    await house.ready(lead, referralId, [program.facilityId], agent);
    const other = await house.staff();
    const both = await Promise.allSettled([
      house.send(referralId, agent),
      house.send(referralId, other),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: 'record.version_conflict' });
    expect(await house.count('FROM referral_link WHERE referral_id = $1', [referralId])).toBe(1);
    await expect(house.draft(lead, program, agent)).rejects.toMatchObject({
      code: 'referral.exists',
    });
  });

  test('one at a time, unless the organisation asks several', async () => {
    const { lead } = await house.sent(agent);
    const second = await house.program('Second House');
    const referralId = await house.draft(lead, second, agent);
    await house.ready(lead, referralId, [second.facilityId], agent);
    await expect(house.send(referralId, agent)).rejects.toMatchObject({
      message: expect.stringMatching(/one at a time/),
    });
    await house.worker.rows("UPDATE organisation SET referral_policy = 'several'");
    try {
      await house.send(referralId, agent);
    } finally {
      await house.worker.rows("UPDATE organisation SET referral_policy = 'one_by_one'");
    }
    expect(await house.state(referralId)).toBe('sent');
  });
});

describe('a facility behind its link', () => {
  test('R4 R10 reads nothing of the patient before the code, and the packet only in the browser that gave it', async () => {
    const { token, referralId, lead } = await house.sent(agent);
    const page = await house.page(token);
    expect(page).toMatchObject({
      state: 'sent',
      facilityName: 'Cedar House',
      codeGoesTo: 'a…@cedar.example',
    });
    expect(JSON.stringify(page)).not.toContain('Maria');
    await house.answer(token, { act: 'request_code' });
    const code = await house.code(referralId);
    const wrong = opening(code === '000000' ? '000001' : '000000');
    await house.answer(token, wrong.answer);
    expect((await house.page(token))?.latest?.outcome).toBe('code_wrong');
    const right = opening(code);
    await house.answer(token, right.answer);
    expect((await house.page(token))?.latest?.outcome).toBe('opened');
    const site = createPool(house.db.siteUrl, { name: 'test-packet', max: 1 });
    const read = async (own: string) =>
      (
        await site.query<{ sealed: Buffer }>('SELECT * FROM read_referral_packet($1)', [
          capabilityDigest(own),
        ])
      ).rows[0]?.sealed;
    const sealed = (await read(right.own)) as Buffer;
    expect(await read(wrong.own)).toBeUndefined();
    expect(() => openCapability(token, sealed)).toThrow();
    const packet = OpenedPacket.parse(JSON.parse(openCapability(right.own, sealed).toString()));
    expect(JSON.stringify(packet.parts)).toContain('Maria Lopez');
    expect(packet.parts.map(({ title }) => title)).toEqual(['Patient', 'Help sought']);
    expect(packet.notice.join(' ')).toContain('42 CFR part 2');
    expect(Buffer.from(packet.pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    // A code works once.
    await house.answer(token, opening(code).answer);
    expect((await house.page(token))?.latest?.outcome).toBe('code_expired');
    expect(await house.count('FROM disclosure WHERE referral_id = $1', [referralId])).toBe(1);
    await house.tx((manager) =>
      house.app
        .get(ReferralWork)
        .change(
          manager,
          referralId,
          { version: 2, to: 'withdrawn', saidBy: 'person' },
          agent,
          house.clock.now(),
        ),
    );
    expect(await read(right.own)).toBeUndefined();
    await site.end();
    expect(await house.stage(lead)).toBe('matched');
  });

  test('a code dies after five wrong tries and after ten minutes; five are given in an hour', async () => {
    const { token, referralId } = await house.sent(agent);
    await house.answer(token, { act: 'request_code' });
    const code = await house.code(referralId);
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 5; tries += 1) await house.answer(token, opening(wrong).answer);
    await house.answer(token, opening(code).answer);
    expect((await house.page(token))?.latest?.outcome).toBe('code_too_many');
    await house.answer(token, { act: 'request_code' });
    house.clock.ahead(10);
    await house.answer(token, opening(await house.code(referralId)).answer);
    expect((await house.page(token))?.latest?.outcome).toBe('code_expired');
    for (let more = 0; more < 4; more += 1) await house.answer(token, { act: 'request_code' });
    expect((await house.page(token))?.latest?.outcome).toBe('code_too_many');
    expect(await house.count('FROM disclosure WHERE referral_id = $1', [referralId])).toBe(0);
  });

  test('from sent to day 30: accepted, scheduled, arrived, admitted; the lead follows', async () => {
    const { token, referralId, lead } = await house.sent(agent);
    await house.answer(token, { act: 'acknowledge' });
    await house.answer(token, { act: 'acknowledge' });
    expect((await house.page(token))?.latest?.outcome).toBe('repeated');
    const [clock] = await house.worker.rows<{ met_at: Date | null }>(
      'SELECT met_at FROM clock WHERE subject_id = $1',
      [referralId],
    );
    expect(clock?.met_at).not.toBeNull();
    await house.answer(token, { act: 'ask', text: 'Which medicines?' });
    const arrivalAt = new Date(house.clock.now().getTime() + 86_400_000).toISOString();
    await house.answer(token, { act: 'accept', arrivalAt, note: 'Bed 4' });
    expect(await house.stage(lead)).toBe('accepted');
    const move = (
      version: number,
      to: 'scheduled' | 'admitted' | 'in_care_7',
      saidBy: 'staff' | 'facility' = 'staff',
    ) =>
      house.tx((manager) =>
        house.app
          .get(ReferralWork)
          .change(manager, referralId, { version, to, saidBy }, agent, house.clock.now()),
      );
    await move(4, 'scheduled');
    expect(await house.stage(lead)).toBe('scheduled');
    await house.answer(token, { act: 'arrived' });
    expect(await house.state(referralId)).toBe('arrived');
    await house.answer(token, { act: 'admitted' });
    expect(await house.stage(lead)).toBe('admitted');
    expect(await tasks(lead.leadId, 'referral-day-')).toBe(2);
    await move(7, 'in_care_7', 'facility');
    expect(await house.state(referralId)).toBe('in_care_7');
    const changes = await house.worker.rows<{ to_state: string }>(
      'SELECT to_state FROM referral_change WHERE referral_id = $1 ORDER BY at, id',
      [referralId],
    );
    expect(changes.map((row) => row.to_state)).toEqual([
      'sent',
      'acknowledged',
      'accepted',
      'scheduled',
      'arrived',
      'admitted',
      'in_care_7',
    ]);
  });

  test('a decline puts the lead back to be matched and asks for the next; a second answer is late, and seen', async () => {
    const { token, referralId, lead } = await house.sent(agent);
    await house.answer(token, { act: 'decline', reason: 'capacity', note: '' });
    expect(await house.state(referralId)).toBe('declined');
    expect(await house.stage(lead)).toBe('matched');
    expect(await tasks(lead.leadId, `referral-next:${referralId}`)).toBe(1);
    await house.answer(token, { act: 'accept', arrivalAt: null, note: 'we found a bed' });
    expect(await house.state(referralId)).toBe('declined');
    expect(
      await house.count(
        `FROM referral_change WHERE referral_id = $1 AND from_state = to_state AND wanted_state = 'accepted'`,
        [referralId],
      ),
    ).toBe(1);
    expect(await house.page(token)).toBeUndefined();
  });

  test('the same posted form twice is one answer', async () => {
    const { token, referralId } = await house.sent(agent);
    const eventId = newId();
    const answer = { act: 'ask', text: 'Which medicines?' } as const;
    await Promise.all([house.answer(token, answer, eventId), house.answer(token, answer, eventId)]);
    expect(await house.count('FROM referral_note WHERE referral_id = $1', [referralId])).toBe(1);
  });

  test('an expired and a revoked link move nothing', async () => {
    const { token, referralId } = await house.sent(agent);
    const [link] = await house.worker.rows<{ id: string }>(
      'SELECT id FROM referral_link WHERE referral_id = $1',
      [referralId],
    );
    await house.tx((manager) =>
      house.app
        .get(ReferralSending)
        .revokeLink(manager, referralId, (link as { id: string }).id, agent, house.clock.now()),
    );
    await house.answer(token, { act: 'accept', arrivalAt: null, note: '' });
    expect(await house.state(referralId)).toBe('sent');
    const { token: other } = await house.tx((manager) =>
      house.app
        .get(ReferralSending)
        .sendAgain(
          manager,
          referralId,
          { way: 'hand', revokeOthers: true },
          agent,
          house.clock.now(),
        ),
    );
    house.clock.ahead(15 * 24 * 60);
    await house.answer(other as string, { act: 'acknowledge' });
    expect(await house.state(referralId)).toBe('sent');
    await house.answer('0123456789abcdefghjkmnpqrs', { act: 'acknowledge' });
  });
});

describe('the patient', () => {
  test('who withdraws while the facility accepts: one comes first, and both are seen', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { token, referralId, lead } = await house.sent(agent);
      const withdraw = house.tx((manager) =>
        house.app
          .get(ReferralWork)
          .change(
            manager,
            referralId,
            { version: 2, to: 'withdrawn', saidBy: 'person' },
            agent,
            house.clock.now(),
          ),
      );
      const accept = house.answer(token, { act: 'accept', arrivalAt: null, note: '' });
      const [withdrawn] = await Promise.allSettled([withdraw, accept]);
      const state = await house.state(referralId);
      const accepted = await house.count(
        "FROM referral_change WHERE referral_id = $1 AND wanted_state = 'accepted'",
        [referralId],
      );
      expect(accepted).toBe(1);
      if (withdrawn?.status === 'fulfilled') {
        expect(state).toBe('withdrawn');
        expect(await house.stage(lead)).toBe('matched');
      } else {
        expect(withdrawn?.reason).toMatchObject({ code: 'record.version_conflict' });
        expect(state).toBe('accepted');
      }
    }
  });

  test('R10 who takes the consent back ends what rests on it: link, packet, referral; the facility is told', async () => {
    const { token, referralId, lead, consent } = await house.sent(agent);
    await house.decide(consent, { act: 'withdraw' });
    expect(await house.state(referralId)).toBe('withdrawn');
    expect(await house.stage(lead)).toBe('matched');
    expect(await house.page(token)).toBeUndefined();
    expect(
      await house.count("FROM facility_notice WHERE referral_id = $1 AND kind = 'withdrawn'", [
        referralId,
      ]),
    ).toBe(1);
    const again = await house.program('Cedar House');
    const second = await house.draft(lead, again, agent);
    await expect(house.send(second, agent)).rejects.toMatchObject({ code: 'referral.not_ready' });
    await house.decide(consent, { act: 'withdraw' });
    expect(
      await house.count("FROM consent WHERE person_id = $1 AND scope = 'disclosure'", [
        lead.patientId,
      ]),
    ).toBe(2);
  });

  test('who does not arrive is called, and followed by a plan; who comes later has arrived', async () => {
    const { token, referralId, lead } = await house.sent(agent);
    const arrivalAt = new Date(house.clock.now().getTime() + 3_600_000);
    await house.answer(token, { act: 'accept', arrivalAt: arrivalAt.toISOString(), note: '' });
    await house.tx((manager) =>
      house.app
        .get(ReferralWork)
        .change(
          manager,
          referralId,
          { version: 3, to: 'scheduled', saidBy: 'staff' },
          agent,
          house.clock.now(),
        ),
    );
    house.clock.ahead(120);
    await house.answer(token, { act: 'no_show' });
    expect(await tasks(lead.leadId, 'referral-no-show:')).toBe(1);
    expect(
      await house.count(
        `FROM enrolment e JOIN cadence c ON c.id = e.cadence_id
         WHERE e.lead_id = $1 AND c.code = 'no_show' AND e.ended_at IS NULL`,
        [lead.leadId],
      ),
    ).toBe(1);
    expect(await house.stage(lead)).toBe('scheduled');
    await house.answer(token, { act: 'arrived' });
    expect(await house.state(referralId)).toBe('arrived');
  });

  test('R10 a paper signature needs the paper; a refusal makes a call', async () => {
    const program = await house.program('Cedar House');
    const lead = await house.lead();
    const { token, requestId } = await house.askConsent(lead, [program.facilityId], agent);
    const paper = {
      version: 2,
      fileId: newId(),
      signedName: 'Maria Lopez',
      signedAt: house.clock.now().toISOString(),
    };
    await expect(
      house.tx((manager) =>
        house.app
          .get(ConsentRequests)
          .signedOnPaper(manager, requestId, paper, agent, house.clock.now()),
      ),
    ).rejects.toMatchObject({ code: 'file.not_found' });
    await house.decide(token, { act: 'refuse' });
    expect(await tasks(lead.leadId, 'consent-refused:')).toBe(1);
  });
});

test('a facility that stays silent is nudged after 30 minutes, and after as long again the next is looked for', async () => {
  const { referralId, lead, token } = await house.sent(agent);
  const [clock] = await house.worker.rows<{ id: string; due_at: Date }>(
    'SELECT id, due_at FROM clock WHERE subject_id = $1',
    [referralId],
  );
  if (!clock) throw new Error('no clock');
  const job = async (name: string, payload: string) => {
    const [row] = await house.worker.rows<{ id: string; due_at: Date }>(
      `SELECT id, due_at FROM outbox WHERE name = $1 AND payload::text LIKE $2 AND done_at IS NULL`,
      [name, `%${payload}%`],
    );
    if (!row) throw new Error(`no job ${name}`);
    return row;
  };
  const due = await job(CHECK_CLOCK.name, clock.id);
  const signal = new AbortController().signal;
  const run = (jobId: string, now: Date) => ({ jobId, attempt: 1, signal, now });
  await house.app.get(CheckClock).handle({ clockId: clock.id }, run(due.id, clock.due_at));
  const nudges = "FROM facility_notice WHERE referral_id = $1 AND kind = 'nudge'";
  expect(await house.count(nudges, [referralId])).toBe(1);
  const next = await job(PROPOSE_NEXT.name, referralId);
  expect(next.due_at.getTime() - clock.due_at.getTime()).toBeGreaterThanOrEqual(30 * 60_000);
  await house.app.get(ProposeNext).handle({ referralId }, run(next.id, next.due_at));
  expect(await tasks(lead.leadId, `referral-next:${referralId}`)).toBe(1);
  // It may still answer.
  await house.answer(token, { act: 'acknowledge' });
  expect(await house.state(referralId)).toBe('acknowledged');
});
