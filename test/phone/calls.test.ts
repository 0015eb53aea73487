import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../database.js';
import { type CallStory, callStory } from './call-story.js';
import { PhoneWorker } from './phone-worker.js';
import {
  callFields,
  callRailRequest,
  ctmRequest,
  type ProviderRequest,
  send,
  twilioForm,
} from './providers.js';
import { type WebhookSite, webhookSite } from './webhook-site.js';

let database: TestDatabase;
let site: WebhookSite;
let worker: PhoneWorker;
beforeAll(async () => {
  database = await testDatabase();
  site = await webhookSite(database);
  worker = await PhoneWorker.on(database, site.ring);
});
afterAll(async () => {
  await worker.close();
  await site.close();
  await database.drop();
});

let calls = 0;
/** A call of its own, from a number of its own. */
function newCall(more: Record<string, string> = {}) {
  calls += 1;
  const sid = `CA${String(calls).padStart(6, '0')}`;
  const fields = callFields(sid, { From: `+1202555${String(1000 + calls)}`, ...more });
  const post = (path: string, extra: Record<string, string> = {}) =>
    twilioForm(`/webhooks/twilio/voice${path}`, { ...fields, ...extra });
  return {
    sid,
    from: fields.From ?? '',
    incoming: post(''),
    dutyBusy: post('/after-dial?line=duty', { DialCallStatus: 'busy' }),
    nobody: post('/after-dial?line=backup', { DialCallStatus: 'no-answer' }),
    hungUp: post('/after-dial?line=duty', { DialCallStatus: 'canceled' }),
    taken: twilioForm('/webhooks/twilio/voice/status', {
      CallSid: `${sid}leg`,
      ParentCallSid: sid,
      CallStatus: 'in-progress',
    }),
    talked: post('/after-dial?line=duty', {
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: '41',
    }),
    message: post('/recording', {
      RecordingSid: `RE${sid}`,
      RecordingUrl: `https://recordings.example/${sid}`,
      RecordingDuration: '12',
    }),
    messageReady: twilioForm('/webhooks/twilio/voice/recording', {
      CallSid: sid,
      RecordingSid: `RE${sid}`,
      RecordingUrl: `https://recordings.example/${sid}`,
      RecordingDuration: '12',
      RecordingStatus: 'completed',
      RecordingSource: 'RecordVerb',
    }),
    over: post('/status', { CallStatus: 'completed', CallDuration: '55', SequenceNumber: '3' }),
  };
}
type Call = ReturnType<typeof newCall>;

async function arrive(...requests: ProviderRequest[]): Promise<void> {
  for (const request of requests) {
    expect((await send(site.address, request)).status).toBe(200);
  }
}

const SCRIPTS = {
  missed: (call: Call) => [call.incoming, call.dutyBusy, call.nobody, call.over],
  voicemail: (call: Call) => [
    call.incoming,
    call.dutyBusy,
    call.nobody,
    call.message,
    call.messageReady,
    call.over,
  ],
  answered: (call: Call) => [call.incoming, call.taken, call.talked, call.over],
  'answered by the backup line': (call: Call) => [
    call.incoming,
    call.dutyBusy,
    call.taken,
    call.talked,
    call.over,
  ],
  abandoned: (call: Call) => [call.incoming, call.hungUp, call.over],
};

const CALLED_BACK = {
  leads: 1,
  stage: 'new',
  contacted: false,
  tasks: ['call_back'],
  runningClocks: ['call_back'],
};
const EXPECTED: Record<keyof typeof SCRIPTS, Partial<CallStory>> = {
  missed: { ...CALLED_BACK, outcome: 'missed', hasRecording: false },
  voicemail: { ...CALLED_BACK, outcome: 'voicemail', hasRecording: true },
  abandoned: { ...CALLED_BACK, outcome: 'abandoned' },
  answered: {
    leads: 1,
    outcome: 'answered',
    talkSeconds: 41,
    durationSeconds: 55,
    stage: 'contacted',
    contacted: true,
    tasks: [],
    runningClocks: [],
  },
  'answered by the backup line': { outcome: 'answered', tasks: [], runningClocks: [] },
};

describe.each(Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[])(
  'R1 R2 a call that is %s',
  (kind) => {
    test('becomes what it should', async () => {
      const call = newCall();
      await arrive(...SCRIPTS[kind](call));
      await worker.takeInAll();
      const story = await callStory(site.owner, call.sid);
      expect(story).toMatchObject(EXPECTED[kind]);
      expect(story.outcomes).toEqual([
        ...SCRIPTS[kind](call)
          .slice(1)
          .map(() => 'noted'),
        'opened_lead',
      ]);
    });

    test('is the same in 20 shuffled orders, each event worked twice', async () => {
      const straight = newCall();
      await arrive(...SCRIPTS[kind](straight));
      await worker.takeInAll();
      await worker.settleAll();
      const expected = await callStory(site.owner, straight.sid);
      const count = SCRIPTS[kind](straight).length;
      const anyOrder = fc.shuffledSubarray([...Array(count).keys()], {
        minLength: count,
        maxLength: count,
      });
      await fc.assert(
        fc.asyncProperty(anyOrder, async (order) => {
          const call = newCall();
          await arrive(...SCRIPTS[kind](call));
          const jobs = await worker.intakeJobs();
          const shuffled = order.flatMap((at) => jobs[at] ?? []);
          expect(shuffled).toHaveLength(count);
          for (const job of shuffled) await worker.takeIn(job);
          for (const job of jobs) await worker.takeIn(job);
          await worker.settleAll();
          expect(await callStory(site.owner, call.sid)).toEqual(expected);
        }),
        { numRuns: 20 },
      );
    }, 60_000);
  },
);

describe('R2 two workers at once', () => {
  test('make one lead, one task and one clock of each call', async () => {
    const other = await PhoneWorker.on(database, site.ring);
    try {
      const several = Array.from({ length: 6 }, () => newCall());
      for (const call of several) await arrive(...SCRIPTS.voicemail(call));
      const jobs = await worker.intakeJobs();
      await Promise.all(jobs.flatMap((job) => [worker.takeIn(job), other.takeIn(job)]));
      for (const call of several) {
        expect(await callStory(site.owner, call.sid)).toMatchObject(EXPECTED.voicemail);
      }
    } finally {
      await other.close();
    }
  });
});

describe('R1 a call', () => {
  test('that ended in the greeting is settled as abandoned and called back', async () => {
    const call = newCall();
    await arrive(call.incoming, call.over);
    await worker.takeInAll();
    expect(await callStory(site.owner, call.sid)).toMatchObject({ outcome: null, tasks: [] });
    await worker.settleAll();
    expect(await callStory(site.owner, call.sid)).toMatchObject(EXPECTED.abandoned);
  });

  test('that was taken for abandoned, and was not, needs no call back', async () => {
    const call = newCall();
    await arrive(call.incoming, call.over);
    await worker.takeInAll();
    await worker.settleAll();
    await arrive(call.talked);
    await worker.takeInAll();
    expect(await callStory(site.owner, call.sid)).toMatchObject({
      outcome: 'answered',
      contacted: true,
      tasks: ['call_back (done)'],
      runningClocks: [],
    });
  });

  test('whose first event is lost still becomes a lead, which the first event joins later', async () => {
    const call = newCall();
    await arrive(call.nobody);
    await worker.takeInAll();
    expect(await callStory(site.owner, call.sid)).toMatchObject({
      ...CALLED_BACK,
      outcomes: ['opened_lead'],
    });
    await arrive(call.incoming);
    await worker.takeInAll();
    expect(await callStory(site.owner, call.sid)).toMatchObject({
      ...CALLED_BACK,
      outcomes: ['joined_lead', 'opened_lead'],
    });
  });

  test('is due to be called back 15 minutes of business time after it ended', async () => {
    const call = newCall();
    await arrive(...SCRIPTS.missed(call));
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ from: Date; ended: Date; due: Date; task: Date }>(
      `SELECT k.started_at AS from, c.ended_at AS ended, k.due_at AS due, t.due_at AS task
       FROM call c JOIN clock k ON k.subject_id = c.id AND k.kind = 'call_back'
       JOIN task t ON t.origin_key = 'call:twilio:' || c.provider_call_id WHERE c.provider_call_id = $1`,
      [call.sid],
    );
    const [times] = rows;
    expect(times?.task).toEqual(times?.due);
    expect((times?.due.getTime() ?? 0) - (times?.from.getTime() ?? 0)).toBeGreaterThanOrEqual(
      900_000,
    );
    expect(Math.abs((times?.ended.getTime() ?? 0) - (times?.from.getTime() ?? 0))).toBeLessThan(
      60_000,
    );
  });

  test('from a withheld number opens a lead, and its task says why nobody can be called', async () => {
    const call = newCall({ From: 'anonymous' });
    await arrive(...SCRIPTS.voicemail(call));
    await worker.takeInAll();
    expect(await callStory(site.owner, call.sid)).toMatchObject({
      leads: 1,
      outcome: 'voicemail',
      tasks: ['review'],
      runningClocks: [],
    });
  });

  test('of somebody with an open lead joins it', async () => {
    const first = newCall();
    await arrive(...SCRIPTS.missed(first));
    const second = newCall({ From: first.from });
    await arrive(...SCRIPTS.missed(second));
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ leads: number; tasks: number }>(
      `SELECT count(DISTINCT c.lead_id)::int AS leads,
         (SELECT count(*)::int FROM task t WHERE t.lead_id = min(c.lead_id::text)::uuid) AS tasks
       FROM call c WHERE c.provider_call_id = ANY($1)`,
      [[first.sid, second.sid]],
    );
    expect(rows).toEqual([{ leads: 1, tasks: 2 }]);
  });

  test('R5 leaves neither the number nor the recording readable in the database', async () => {
    const call = newCall();
    await arrive(...SCRIPTS.voicemail(call));
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ id: string; recording_enc: string }>(
      'SELECT id, recording_enc FROM call WHERE provider_call_id = $1',
      [call.sid],
    );
    const [row] = rows;
    expect(row?.recording_enc).not.toContain('recordings.example');
    expect(
      site.vault.decrypt(
        { table: 'call', column: 'recording_enc', id: String(row?.id) },
        String(row?.recording_enc),
      ),
    ).toBe(`https://recordings.example/${call.sid}`);
    const text = await site.owner.query<{ all: string }>(
      `SELECT concat((SELECT json_agg(t) FROM call t), (SELECT json_agg(t) FROM task t),
         (SELECT json_agg(t) FROM activity t), (SELECT json_agg(t) FROM contact_point t),
         (SELECT json_agg(t) FROM outbox t), (SELECT json_agg(t) FROM audit_event t)) AS all`,
    );
    expect(text.rows[0]?.all).not.toContain(call.from.slice(2));
  });
});

describe('other telephone companies', () => {
  test('CallRail: a missed call reported twice, and changed later, is one lead and one task', async () => {
    const call = {
      id: 991,
      resource_id: 'CAL991',
      start_time: new Date().toISOString(),
      duration: '20',
      answered: false,
      customer_phone_number: '+12025557001',
      tracking_phone_number: '+18885550100',
    };
    await arrive(
      callRailRequest(call),
      callRailRequest({ ...call, changes: ['note'], note: 'x' }),
      callRailRequest({ ...call, tags: ['a'] }),
    );
    await worker.takeInAll((jobs) => jobs.toReversed());
    expect(await callStory(site.owner, 'CAL991')).toMatchObject({
      outcome: 'missed',
      tasks: ['call_back'],
      runningClocks: ['call_back'],
    });
  });

  test('CallRail: what was said on the voicemail runs through the urgency rules', async () => {
    await arrive(
      callRailRequest({
        resource_id: 'CAL992',
        duration: '30',
        answered: false,
        voicemail: true,
        transcription: 'my brother took an overdose and is not breathing',
        customer_phone_number: '+12025557002',
      }),
    );
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ urgency: string }>(
      `SELECT l.urgency FROM call c JOIN lead l ON l.id = c.lead_id WHERE c.provider_call_id = 'CAL992'`,
    );
    expect(rows).toEqual([{ urgency: 'P0' }]);
  });

  test('R11 CallRail: “stop calling me” on the voicemail closes every way, and telling it again changes nothing', async () => {
    const voicemail = {
      resource_id: 'CAL995',
      duration: '12',
      answered: false,
      voicemail: true,
      transcription: 'Hello, please stop calling me. Thank you.',
      customer_phone_number: '+12025557008',
    };
    await arrive(callRailRequest(voicemail), callRailRequest({ ...voicemail, tags: ['a'] }));
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ scope: string; decision: string }>(
      `SELECT c.scope, c.decision FROM consent c JOIN lead l ON l.patient_id = c.person_id
         JOIN call k ON k.lead_id = l.id WHERE k.provider_call_id = 'CAL995' ORDER BY c.at DESC, c.decision DESC, c.scope`,
    );
    expect(rows.filter(({ decision }) => decision === 'revoked')).toEqual(
      ['call', 'email', 'sms'].map((scope) => ({ scope, decision: 'revoked' })),
    );
    expect(rows[0]).toMatchObject({ decision: 'revoked' });
  });

  test('CallRail: a call of ours to somebody with an open lead is an attempt on it', async () => {
    const call = newCall();
    await arrive(...SCRIPTS.missed(call));
    await arrive(
      callRailRequest({
        resource_id: 'CAL993',
        direction: 'outbound',
        duration: '15',
        answered: false,
        customer_phone_number: call.from,
      }),
    );
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ attempts: number; stage: string }>(
      `SELECT l.attempts, l.stage FROM call c JOIN lead l ON l.id = c.lead_id WHERE c.provider_call_id = $1`,
      [call.sid],
    );
    expect(rows).toEqual([{ attempts: 1, stage: 'attempted' }]);
  });

  test('CallTrackingMetrics: an answered call is a conversation', async () => {
    await arrive(
      ctmRequest({
        id: 994,
        direction: 'inbound',
        duration: 62,
        talk_time: 48,
        dial_status: 'answered',
        unix_time: Math.floor(Date.now() / 1000) - 62,
        caller_number: '+12025557004',
        tracking_number: '+18885550100',
      }),
    );
    await worker.takeInAll();
    expect(await callStory(site.owner, '994')).toMatchObject({
      outcome: 'answered',
      talkSeconds: 48,
      stage: 'contacted',
    });
  });
});
