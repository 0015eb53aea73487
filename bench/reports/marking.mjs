// What it costs intake that a change marks its numbers stale, in its own transaction.
//   node bench/reports/marking.mjs [transactions] [connections]      (after npm run build:server)
// One run, on an embedded PostgreSQL of its own: transactions that write what a new lead writes (person, lead, stages,
// coverage, call) with the marking triggers and without them, by turns, each pair of turns as short as it may be, so that
// what else the machine does meets both alike. The ratio of a pair is what counts; its median over all pairs is the answer.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, startPostgres } from '../../apps/launcher/postgres.mjs';

const dist = new URL('../../dist/', import.meta.url);
const TRANSACTIONS = Number(process.argv[2] ?? 1500);
const CONNECTIONS = Number(process.argv[3] ?? 16);
const ROUNDS = 16;
const TABLES = ['lead', 'stage_change', 'coverage', 'call'];

const folder = mkdtempSync(join(tmpdir(), 'bridgeline-bench-marking-'));
chmodSync(folder, 0o755);
const server = await startPostgres({
  dataDir: join(folder, 'postgres'),
  logFile: join(folder, 'postgres.log'),
  port: await freePort(),
  password: 'bench',
  throwAway: folder,
});
try {
  await measure(server.url('postgres'));
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(url) {
  await import('reflect-metadata');
  const { migrate } = await import(new URL('apps/migrate/src/migrate.js', dist).href);
  const passwords = { site: 'a', desk: 'b', worker: 'c' };
  await migrate({ databaseUrl: url, passwords, say: () => undefined });
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // A connection that is being closed when PostgreSQL stops is no failure.
  pool.on('error', () => undefined);
  const { rows } = await pool.query('SELECT id FROM source ORDER BY code LIMIT 1');
  const perSecond = { marked: [], unmarked: [] };
  await run(pool, rows[0].id);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const how of round % 2 === 0 ? ['marked', 'unmarked'] : ['unmarked', 'marked']) {
      await setTriggers(pool, how === 'marked');
      perSecond[how].push(await run(pool, rows[0].id));
    }
  }
  const { rows: marks } = await pool.query('SELECT count(*) FROM report_stale');
  await pool.end();
  const sorted = (values) => values.toSorted((one, other) => one - other);
  const middle = (values) => (sorted(values)[(ROUNDS >> 1) - 1] + sorted(values)[ROUNDS >> 1]) / 2;
  const ratios = sorted(
    perSecond.marked.map((marked, round) => marked / perSecond.unmarked[round]),
  );
  const shown = (ratio) => Math.round(ratio * 1000) / 1000;
  process.stdout.write(
    `${JSON.stringify(
      {
        cpus: cpus().length,
        connections: CONNECTIONS,
        transactionsEach: TRANSACTIONS,
        rounds: ROUNDS,
        load: loadavg()[0],
        markedPerSecond: Math.round(middle(perSecond.marked)),
        unmarkedPerSecond: Math.round(middle(perSecond.unmarked)),
        ratio: shown(middle(ratios)),
        ratios: ratios.map(shown),
        marks: Number(marks[0].count),
      },
      null,
      2,
    )}\n`,
  );
}

async function setTriggers(pool, on) {
  const { rows } = await pool.query(
    `SELECT c.relname AS name, t.tgname AS trigger FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE t.tgname LIKE 'report\\_%' AND c.relname = ANY ($1)`,
    [TABLES],
  );
  for (const { name, trigger } of rows) {
    await pool.query(`ALTER TABLE ${name} ${on ? 'ENABLE' : 'DISABLE'} TRIGGER ${trigger}`);
  }
}

/** Transactions per second. */
async function run(pool, sourceId) {
  let left = TRANSACTIONS;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = await pool.connect();
      try {
        while (left > 0) {
          left -= 1;
          await oneLead(client, sourceId);
        }
      } finally {
        client.release();
      }
    }),
  );
  return TRANSACTIONS / ((performance.now() - begun) / 1000);
}

async function oneLead(client, sourceId) {
  const ask = (name, text, values) => client.query({ name, text, values });
  await client.query('BEGIN');
  const { rows } = await ask(
    'person',
    'INSERT INTO person (id) VALUES (uuidv7()) RETURNING id',
    [],
  );
  const lead = await ask(
    'lead',
    `INSERT INTO lead (id, patient_id, urgency, urgency_reasons, urgency_rules_version, source_id, received_at,
       last_activity_at) VALUES (uuidv7(), $1, 'P2', '[]', 1, $2, now(), now()) RETURNING id`,
    [rows[0].id, sourceId],
  );
  const { id } = lead.rows[0];
  await ask(
    'activity',
    `INSERT INTO activity (id, lead_id, kind, at, actor_kind, payload_enc)
     SELECT uuidv7(), $1, 'note.written', now(), 'system', repeat('x', 200) FROM generate_series(1, 3)`,
    [id],
  );
  await ask('coverage', 'INSERT INTO coverage (id, lead_id) VALUES (uuidv7(), $1)', [id]);
  await ask(
    'stage',
    `INSERT INTO stage_change (id, lead_id, from_stage, to_stage, at)
     VALUES (uuidv7(), $1, 'new', 'attempted', now())`,
    [id],
  );
  await ask(
    'update',
    'UPDATE lead SET last_activity_at = now(), next_action_at = now() WHERE id = $1',
    [id],
  );
  await ask(
    'call',
    `INSERT INTO call (id, lead_id, provider, provider_call_id, direction, state, state_rank, started_at)
     VALUES (uuidv7(), $1, 'bench', uuidv7()::text, 'outbound', 'ringing', 10, now())`,
    [id],
  );
  await client.query('COMMIT');
}
