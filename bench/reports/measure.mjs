import { readFileSync } from 'node:fs';

/** Takes the time of a page's question over HTTP and of raw SQL, turn by turn. */
const WARM = 3;
const TURNS = 40;
/** Raw SQL is asked in few turns: it takes seconds, and its median is all that is looked at. */
const RAW_EACH = 14;
/** What Linux counts the time of processes in. */
const TICK_MS = 10;

/**
 * Milliseconds: the first time it was asked, median and 95th percentile of those after it, the median of raw SQL, and the time
 * of a processor that a question takes of the desk (with the bench's own asking and reading) and of PostgreSQL. The last hardly
 * depends on what else the machine does.
 */
export async function measure(desk, db, { path, raw, values, expect }) {
  const times = { http: [], raw: [] };
  const cpu = { desk: 0, postgres: 0 };
  let first;
  let answer;
  for (let turn = 0; turn < WARM + TURNS; turn += 1) {
    const backends = await backendsOf(db);
    const [used, spent] = [process.cpuUsage(), cpuOf(backends)];
    const began = performance.now();
    answer = await desk.ask('GET', typeof path === 'function' ? path(turn) : path);
    const between = performance.now();
    first ??= between - began;
    if (turn >= WARM) {
      times.http.push(between - began);
      const { user, system } = process.cpuUsage(used);
      cpu.desk += (user + system) / 1000;
      cpu.postgres += cpuOf(backends) - spent;
    }
    if (turn === 0 || turn % RAW_EACH !== 0) continue;
    const rawBegan = performance.now();
    for (const text of raw) await db.query(text, valuesOf(text, values));
    if (turn >= WARM) times.raw.push(performance.now() - rawBegan);
  }
  if (!expect(answer)) throw new Error(`${String(path)} did not answer what was asked`);
  return {
    first,
    median: at(times.http, 0.5),
    p95: at(times.http, 0.95),
    raw: at(times.raw, 0.5),
    cpu: (cpu.desk + cpu.postgres) / TURNS,
  };
}

/** Which processes of PostgreSQL work for the desk; what vacuums beside it comes and goes. */
async function backendsOf(db) {
  const { rows } = await db.query(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  return rows.map(({ pid }) => pid);
}

/** Milliseconds of a processor that these took so far. */
function cpuOf(pids) {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }, 0);
}

/** PostgreSQL takes no value that a statement does not name. */
function valuesOf(text, values) {
  return values.filter((_, index) => text.includes(`$${index + 1}`));
}

function at(times, share) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
