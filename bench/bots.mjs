// Ten thousand posts of machines, and one person among them (rule R16): how long until a colleague can see the person,
// and whether anything was lost. `node bench/bots.mjs [posts]`, after `npm run build:server`.
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Ground } from './intake/ground.mjs';

const POSTS = Number(process.argv[2] ?? 10_000);
const AT_ONCE = 24;
const PATIENCE_MS = 120_000;

/** Machines come from fifty addresses: a third fill in every field, a third change the form's note, the rest are only many. */
const bot = (n) => ({
  from: `203.0.113.${n % 50}`,
  form: {
    name: `Bot ${n}`,
    phone: `212${String(2_000_000 + n)}`,
    message: 'Best prices, click here',
    ...(n % 3 === 0 ? { website: 'https://spam.example' } : {}),
    ...(n % 3 === 1 ? { issued: `1.${n}.made-up` } : {}),
  },
});
const person = (name, phone, from) => ({
  from,
  form: { name, phone, message: 'I would like to talk with somebody.', when: 'this_week' },
});

async function post(url, { from, form }) {
  const answer = await fetch(`${url}/get-started`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': from },
    body: new URLSearchParams(form),
  });
  await answer.arrayBuffer();
  if (answer.status !== 303) throw new Error(`answered ${answer.status}`);
}

const numberOf = async (owner, sql) => Number((await owner.query(sql)).rows[0].n);

/** Milliseconds from the post until there is one lead more that is no machine's. */
async function untilLead(owner, url, who) {
  const before = await numberOf(owner, PEOPLE);
  const began = performance.now();
  await post(url, who);
  const answered = performance.now() - began;
  while ((await numberOf(owner, PEOPLE)) === before) {
    if (performance.now() - began > PATIENCE_MS) throw new Error('the person was not taken in');
    await sleep(5);
  }
  return { answered, lead: performance.now() - began };
}

/** Leads of requests without suspicion whose reference is not a machine's are counted by where they asked from. */
const PEOPLE = `SELECT count(*) AS n FROM lead WHERE when_wanted = 'this_week'`;

const ground = await Ground.open();
try {
  const owner = new Client({ connectionString: ground.ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  const worker = await ground.app('worker');
  const site = await ground.app('site', [], { TRUST_PROXY: '1' });
  const load = loadavg()[0];
  await untilLead(owner, site.url, person('Warm Up', '6465550100', '198.51.100.1'));
  const alone = await untilLead(
    owner,
    site.url,
    person('Quiet Time', '6465550101', '198.51.100.2'),
  );

  let next = 0;
  const began = performance.now();
  let half;
  const halfWay = new Promise((resolve) => {
    half = resolve;
  });
  const send = async () => {
    while (next < POSTS) {
      const n = next;
      next += 1;
      if (n === Math.floor(POSTS / 2)) half();
      await post(site.url, bot(n));
    }
  };
  const flood = Promise.all(Array.from({ length: AT_ONCE }, send));
  await halfWay;
  const among = await untilLead(
    owner,
    site.url,
    person('Real Person', '6465550102', '198.51.100.9'),
  );
  await flood;
  const sent = (performance.now() - began) / 1000;
  const WAITS = `SELECT count(*) AS n FROM outbox WHERE name = 'take-in-inquiry' AND done_at IS NULL`;
  while ((await numberOf(owner, WAITS)) > 0) await sleep(200);
  const worked = (performance.now() - began) / 1000;
  const count = (sql) => numberOf(owner, sql);
  const result = {
    posts: POSTS,
    loadAtStart: Number(load.toFixed(1)),
    sentPerSecond: Math.round(POSTS / sent),
    secondsUntilAllDecided: Math.round(worked),
    personAlone: { answeredMs: Math.round(alone.answered), leadMs: Math.round(alone.lead) },
    personAmong: { answeredMs: Math.round(among.answered), leadMs: Math.round(among.lead) },
    ratio: Number((among.lead / alone.lead).toFixed(1)),
    stored: await count('SELECT count(*) AS n FROM inquiry'),
    heldBack: await count(`SELECT count(*) AS n FROM lead_inquiry WHERE outcome = 'quarantined'`),
    machinesTakenForPeople: (await count('SELECT count(*) AS n FROM lead')) - 3,
  };
  console.log(JSON.stringify(result, undefined, 2));
  if (result.stored !== POSTS + 3) throw new Error('something was lost');
  await owner.end();
  await site.stop();
  await worker.stop();
} finally {
  await ground.close();
}
