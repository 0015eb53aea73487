/** Everything at once, as `npm start` runs it: how soon it is ready, what it holds, how soon the desk can read. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../apps/launcher/postgres.mjs';
import { newFolder, root } from './ground.mjs';
import { childrenOf, cpuMs, memoryMb } from './proc.mjs';
import { postOf } from './requests.mjs';

const NAMES = ['site', 'desk', 'worker'];
const PASSWORD = 'violet-harbour-teapot-41';
const REST_MS = 15_000;
/** So many requests, ten a second, come before those that count: a process that has just started runs slower. */
export const WARM_UP = 100;
/** A request that nobody can read by then counts as lost. */
const PATIENCE_MS = 30_000;

/** Starts twice; the second start is the one that counts, and serves the rest. */
export async function measureWhole({ perSecond = 50, seconds = 20 } = {}) {
  const { folder, remove } = newFolder('whole');
  const ports = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await freePort()])),
  );
  const first = await start(folder, ports);
  await first.stop();
  const second = await start(folder, ports);
  try {
    await sleep(REST_MS);
    const memory = memoryOf(second.pid);
    const before = cpuOf(second.pid);
    const delays = await delaysToDesk(folder, ports, perSecond, seconds);
    const after = cpuOf(second.pid);
    return {
      firstStart: first.seconds,
      secondStart: second.seconds,
      memory,
      cpuMs: Object.fromEntries(
        Object.entries(after).map(([name, ms]) => [
          name,
          (ms - before[name]) / (delays.requests + WARM_UP),
        ]),
      ),
      perSecond,
      seconds,
      ...delays,
    };
  } finally {
    await second.stop();
    remove();
  }
}

function start(folder, ports) {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'apps/launcher/start.mjs')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: folder,
      ...Object.fromEntries(
        NAMES.map((name) => [`${name.toUpperCase()}_PORT`, String(ports[name])]),
      ),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
  };
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      if (!String(text).includes('Bridgeline is ready')) return;
      resolve({ pid: child.pid, seconds: (performance.now() - began) / 1000, stop });
    });
    void gone.then((code) => reject(new Error(`npm start ended with ${code}`)));
  });
}

function memoryOf(launcher) {
  const children = childrenOf(launcher);
  return Object.fromEntries(
    NAMES.map((name) => {
      const child = children.find(({ command }) => command.includes(join('apps', name, 'src')));
      return [name, child ? memoryMb(child.pid) : { resident: 0, own: 0 }];
    }),
  );
}

/** CPU of the three processes and of PostgreSQL so far, in milliseconds. */
function cpuOf(launcher) {
  const children = childrenOf(launcher);
  const words = NAMES.map((name) => [name, join('apps', name, 'src')]);
  return Object.fromEntries(
    [...words, ['database', 'postgres-keeper']].map(([name, word]) => {
      const child = children.find(({ command }) => command.includes(word));
      return [name, child ? cpuMs(child.pid) : 0];
    }),
  );
}

/** From sending a request to having read its lead at the desk, as the dashboard does: told, then fetched. */
async function delaysToDesk(folder, ports, perSecond, seconds) {
  const desk = `http://localhost:${ports.desk}`;
  const cookie = await signIn(desk, await hire(folder));
  const sentAt = new Map();
  const delays = new Map();
  const stream = new AbortController();
  const read = async (id) => {
    const answer = await fetch(`${desk}/api/leads/${id}`, { headers: { cookie } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`the desk answered ${answer.status}: ${text}`);
    const n = Number(/"\+1415(\d{7})"/.exec(text)?.[1]) - 2_000_000;
    if (sentAt.has(n) && !delays.has(n)) delays.set(n, performance.now() - sentAt.get(n));
  };
  const listening = listen(`${desk}/api/events`, cookie, stream.signal, read);
  await sleep(500);
  const url = `http://localhost:${ports.site}/api/help-requests`;
  const total = perSecond * seconds;
  const posts = [];
  for (let n = 0; n < WARM_UP; n += 1) {
    await sleep(100);
    posts.push(send(url, total + n));
  }
  const began = performance.now();
  for (let n = 0; n < total; n += 1) {
    const wait = began + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    sentAt.set(n, performance.now());
    posts.push(send(url, n));
  }
  await Promise.all(posts);
  const until = performance.now() + PATIENCE_MS;
  while (delays.size < total && performance.now() < until) await sleep(50);
  stream.abort();
  await listening;
  const sorted = [...delays.values()].toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return {
    requests: total,
    read: sorted.length,
    p50: at(0.5),
    p99: at(0.99),
    slowest: sorted.at(-1),
  };
}

async function send(url, n) {
  const answer = await fetch(url, postOf(n));
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`the site answered ${answer.status}`);
}

async function listen(url, cookie, signal, onLead) {
  const answer = await fetch(url, { headers: { cookie }, signal });
  if (!answer.ok) throw new Error(`events were answered ${answer.status}`);
  let rest = '';
  const reads = [];
  try {
    for await (const bytes of answer.body) {
      rest += Buffer.from(bytes).toString('utf8');
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        const said = data ? JSON.parse(data) : {};
        if (said.event === 'lead.changed' && said.created) reads.push(onLead(said.id));
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await Promise.all(reads);
}

/** A manager with a password, as the demo makes them. */
async function hire(folder) {
  const [{ createDataSource }, { createStaffWithPassword }, { deskEntities }] = await Promise.all([
    import('../../dist/libs/platform/src/index.js'),
    import('../../dist/libs/staff/src/index.js'),
    import('../../dist/apps/desk/src/desk.entities.js'),
  ]);
  const port = readFileSync(join(folder, 'postgres-port'), 'utf8').trim();
  const { password } = JSON.parse(readFileSync(join(folder, 'secrets', 'owner.json'), 'utf8'));
  const url = `postgres://bridgeline:${password}@127.0.0.1:${port}/bridgeline`;
  const source = await createDataSource({ url, entities: deskEntities, name: 'bench', max: 1 });
  const email = 'bench@desk.example';
  const person = { name: 'Bench', email, role: 'manager', password: PASSWORD, onDuty: true };
  await createStaffWithPassword(source.manager, person, new Date());
  await source.destroy();
  return email;
}

async function signIn(desk, email) {
  const answer = await fetch(`${desk}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: desk },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`signing in was answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
