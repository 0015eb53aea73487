import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Ground } from '../intake/ground.mjs';
import { postOf } from '../intake/requests.mjs';

const PASSWORD = 'violet-harbour-teapot-41';
const EMAIL = 'agent@desk.example';
const AT_ONCE = 32;
const READERS = 8;
/** What is not taken in by then counts as lost; milliseconds. */
const PATIENCE = 180_000;

const LEFT = 'SELECT count(*) FROM outbox WHERE done_at IS NULL AND due_at <= now()';

/** What has to hold when everything is worked off. */
const INVARIANTS = [
  { name: 'requests stored', sql: 'SELECT count(*) FROM inquiry', none: false },
  { name: 'leads', sql: 'SELECT count(*) FROM lead', none: false },
  {
    name: 'requests with a lead',
    sql: 'SELECT count(*) FROM lead_inquiry WHERE lead_id IS NOT NULL',
    none: false,
  },
  {
    name: 'first-attempt clocks',
    sql: "SELECT count(*) FROM clock WHERE kind = 'first_attempt'",
    none: false,
  },
  {
    name: 'first-attempt tasks',
    sql: "SELECT count(*) FROM task WHERE kind = 'first_attempt'",
    none: false,
  },
  {
    name: 'jobs failed',
    sql: 'SELECT count(*) FROM outbox WHERE failed_at IS NOT NULL',
    none: true,
  },
  { name: 'due jobs left', sql: LEFT, none: true },
];

/**
 * Starts `each` sites, desks and workers on one database, sends the requests, and reads at the desks meanwhile. Rates are by
 * second, times in milliseconds.
 */
export async function measureHouse({ each, requests, redisUrl }) {
  const ground = await Ground.open();
  const owner = new pg.Client({ connectionString: ground.ownerUrl });
  try {
    await owner.connect();
    const env = {
      AUTH_SECRET: randomBytes(24).toString('hex'),
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    };
    const start = (name) =>
      Promise.all(Array.from({ length: each }, () => ground.app(name, [], env)));
    const [sites, desks] = [await start('site'), await start('desk')];
    await start('worker');
    await hire(ground);
    const cookie = await signIn(desks[0].url);
    const ears = desks.map(({ url }) => listen(url, cookie));
    await sleep(1000);

    const began = performance.now();
    let reading = true;
    const readers = Promise.all(
      Array.from({ length: READERS }, (_, n) => read(desks[n % each].url, cookie, () => reading)),
    );
    // Waited for below; until then whatever else fails is what is told.
    readers.catch(() => undefined);
    const posts = await postAll(sites, requests);
    const acknowledged = performance.now();
    const found = () => count(owner, 'SELECT count(*) FROM lead_inquiry WHERE lead_id IS NOT NULL');
    while ((await found()) < requests && performance.now() - began < PATIENCE) await sleep(100);
    const done = performance.now();
    reading = false;
    const reads = (await readers).flat();
    const connections = await count(
      owner,
      "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'bridgeline\\_%'",
    );
    while ((await count(owner, LEFT)) > 0 && performance.now() - done < PATIENCE) await sleep(200);
    await sleep(1500);
    const heard = ears.map(({ stop }) => stop());
    return {
      taken: (requests * 1000) / (acknowledged - began),
      postP99: percentile(posts, 0.99),
      takenIn: (requests * 1000) / (done - began),
      reads: (reads.length * 1000) / (done - began),
      readP99: percentile(reads, 0.99),
      heard,
      connections,
      broken: await brokenOf(owner, { requests, heard, desks, cookie }),
    };
  } finally {
    await owner.end().catch(() => undefined);
    await ground.close();
  }
}

async function brokenOf(owner, { requests, heard, desks, cookie }) {
  const broken = [];
  for (const { name, sql, none } of INVARIANTS) {
    const [is, wanted] = [await count(owner, sql), none ? 0 : requests];
    if (is !== wanted) broken.push(`${name}: ${is} instead of ${wanted}`);
  }
  for (const [n, leads] of heard.entries()) {
    if (leads !== requests) broken.push(`desk ${n + 1} heard of ${leads} leads`);
  }
  for (const { url } of desks) {
    const answer = await fetch(`${url}/api/leads?range=[0,0]`, { headers: { cookie } });
    if (answer.status !== 200) broken.push(`a desk answered ${answer.status} to the session`);
    await answer.arrayBuffer();
  }
  return broken;
}

/** Closed loops over the sites; gives how long each request took. */
async function postAll(sites, requests) {
  let next = 0;
  const times = [];
  const one = async () => {
    for (let n = next++; n < requests; n = next++) {
      const began = performance.now();
      await postUntilTaken(`${sites[n % sites.length].url}/api/help-requests`, n);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return times;
}

/** A site that says it cannot store now is asked again with the same key, as a browser does. */
async function postUntilTaken(url, n) {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(url, postOf(n));
    await answer.arrayBuffer();
    if (answer.status === 202) return;
    if (answer.status !== 503) throw new Error(`a site answered ${answer.status}`);
    await sleep(200);
  }
  throw new Error('a site never took it');
}

/** A colleague who looks at the list again and again. */
async function read(url, cookie, goesOn) {
  const times = [];
  while (goesOn()) {
    const began = performance.now();
    const answer = await fetch(`${url}/api/leads?range=[0,24]`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`a desk answered ${answer.status}`);
    times.push(performance.now() - began);
    await sleep(50);
  }
  return times;
}

/** Hears a desk's events; `stop` gives of how many leads it told. */
function listen(url, cookie) {
  const leads = new Set();
  const stream = new AbortController();
  const reading = (async () => {
    const answer = await fetch(`${url}/api/events`, { headers: { cookie }, signal: stream.signal });
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of answer.body) {
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((one) => one.startsWith('data: '))) {
        const said = JSON.parse(line.slice('data: '.length));
        if (said.event === 'lead.changed' && said.created) leads.add(said.id);
      }
    }
  })();
  reading.catch((error) => {
    if (error.name !== 'AbortError') process.stderr.write(`${error.message}\n`);
  });
  return {
    stop: () => {
      stream.abort();
      return leads.size;
    },
  };
}

async function hire(ground) {
  const [{ createDataSource }, { createStaffWithPassword }, { deskEntities }] = await Promise.all([
    import('../../dist/libs/platform/src/index.js'),
    import('../../dist/libs/staff/src/index.js'),
    import('../../dist/apps/desk/src/desk.entities.js'),
  ]);
  const source = await createDataSource({
    url: ground.ownerUrl,
    entities: deskEntities,
    name: 'bench',
  });
  const colleague = { name: 'Ana', email: EMAIL, role: 'agent', password: PASSWORD, onDuty: true };
  await createStaffWithPassword(source.manager, colleague, new Date());
  await source.destroy();
}

async function signIn(desk) {
  const answer = await fetch(`${desk}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: desk },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`signing in was answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

async function count(owner, sql) {
  const { rows } = await owner.query(sql);
  return Number(rows[0]?.count);
}

function percentile(times, share) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
