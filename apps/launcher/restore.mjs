// npm run restore: puts a backup into the data folder of an installation that does not run.
//   --from FOLDER  where the backups are (BACKUP_DIR, else <DATA_DIR>/backups)
//   --set NAME     which base backup (the newest, or the newest before --until)
//   --until TIME   up to then, as 2026-11-27T10:30:00Z; to the end of the log unless said
//   --key FILE     the private key of backups (<DATA_DIR>/keys/backup/private.json)
//   --check        restores beside, starts it, says what is in it and how long it took, and deletes it again
import {
  appendFileSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGunzip, gunzipSync } from 'node:zlib';
import { openSealedFile, readBackupKey } from './backup-file.mjs';
import { takeLock } from './lock.mjs';
import { freePort, startPostgres, wherePostgresIs } from './postgres.mjs';
import { postgresAccount } from './postgres-account.mjs';
import { runOnce } from './processes.mjs';
import { untar } from './untar.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (line) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    set: { type: 'string' },
    until: { type: 'string' },
    key: { type: 'string' },
    check: { type: 'boolean' },
  },
});
const dataDir = resolve(root, process.env.DATA_DIR || './data');
const backups = resolve(root, values.from || process.env.BACKUP_DIR || join(dataDir, 'backups'));

try {
  const key = readBackupKey(resolve(values.key || join(dataDir, 'keys', 'backup', 'private.json')));
  const set = chosenSet();
  if (values.check) await check(set, key);
  else await restore(set, key);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function chosenSet() {
  const names = existsSync(backups) ? readdirSync(backups).sort() : [];
  const sets = names
    .filter((name) => existsSync(join(backups, name, 'set.json')) && !name.endsWith('.new'))
    .map((name) => JSON.parse(readFileSync(join(backups, name, 'set.json'), 'utf8')));
  if (values.until && Number.isNaN(Date.parse(values.until))) {
    throw new Error(`--until ${values.until} is no time: write it as 2026-11-27T10:30:00Z.`);
  }
  const until = values.until ? Date.parse(values.until) : Number.POSITIVE_INFINITY;
  const fitting = sets.filter(
    ({ name, finishedAt }) =>
      (!values.set || name === values.set) && Date.parse(finishedAt) <= until,
  );
  const set = fitting.at(-1);
  if (set) return set;
  throw new Error(
    sets.length === 0
      ? `There is no backup in ${backups}.`
      : `No backup in ${backups} fits; there are: ${sets.map(({ name }) => name).join(', ')}.`,
  );
}

async function restore(set, key) {
  const release = takeLock(dataDir, say);
  try {
    const beside = await readBeside(set, key);
    bringSecrets(beside);
    const owner = JSON.parse(readFileSync(join(dataDir, 'secrets', 'owner.json'), 'utf8'));
    const place = wherePostgresIs({ dataDir: join(dataDir, 'postgres'), elsewhere: owner.id, say });
    if (existsSync(place.dataDir)) {
      const aside = `${place.dataDir}.before-${Date.now()}`;
      renameSync(place.dataDir, aside);
      say(`What was there is kept in ${aside}: delete it when all is well.`);
    }
    await unpack(set, key, place.dataDir);
    mergeTombstones(beside['erasures/tombstones.jsonl']);
    say(
      `Restored ${set.name}. Start with npm start: the log is applied then, and erasures are done again.`,
    );
    if (!existsSync(join(dataDir, 'keys', 'ring', 'ring.json'))) {
      say(
        'The ring is not here: bring keys/ring and keys/site from where you keep them before you start.',
      );
    }
  } finally {
    release();
  }
}

/** Restores beside everything, starts it, asks what is in it, and measures. */
async function check(set, key) {
  const began = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'bridgeline-restore-'));
  const account = postgresAccount();
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const { password } = JSON.parse((await readBeside(set, key))['secrets/owner.json']);
  let server;
  try {
    const postgres = join(folder, 'postgres');
    await unpack(set, key, postgres);
    const unpacked = Date.now();
    server = await startPostgres({
      dataDir: postgres,
      logFile: join(folder, 'postgres.log'),
      port: await freePort(),
      password,
    });
    const line = await runOnce({
      script: join(root, 'dist/apps/backup/src/main.js'),
      args: ['look'],
      env: { PATH: process.env.PATH, DATABASE_URL: server.url('bridgeline') },
      cwd: root,
      what: 'Looking at what was restored',
    });
    const seconds = (Date.now() - began) / 1000;
    const found = JSON.parse(line);
    say(
      JSON.stringify({
        set: set.name,
        unpackSeconds: (unpacked - began) / 1000,
        seconds,
        ...found,
      }),
    );
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function unpack(set, key, target) {
  const draft = `${target}.restoring`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const base = join(backups, set.name, 'base.tar.gz.sealed');
  const gunzip = createGunzip();
  const source = Readable.from(openSealedFile(base, key));
  source.on('error', (error) => gunzip.destroy(error));
  await untar(source.pipe(gunzip), draft);
  await bringLog(set, key, draft, target);
  const account = postgresAccount();
  if (account.uid !== undefined) own(draft, account);
  renameSync(draft, target);
}

/** The log that was taken away since: PostgreSQL applies it at its next start. */
async function bringLog(set, key, draft, target) {
  const wal = join(backups, 'wal');
  const log = join(draft, 'bridgeline-log');
  mkdirSync(log, { mode: 0o700 });
  const files = existsSync(wal) ? readdirSync(wal) : [];
  const whole = new Set(files.filter((file) => file.endsWith('.wal')));
  for (const file of files.sort()) {
    const partial = file.endsWith('.wal.partial');
    if (!partial && !file.endsWith('.wal')) continue;
    if (partial && whole.has(file.replace('.partial', ''))) continue;
    const parts = [];
    for await (const part of openSealedFile(join(wal, file), key)) parts.push(part);
    writeFileSync(
      join(log, file.replace(/\.wal(\.partial)?$/, '')),
      gunzipSync(Buffer.concat(parts)),
      {
        mode: 0o600,
      },
    );
  }
  const settings = [
    `restore_command = 'cp "${join(target, 'bridgeline-log')}/%f" "%p"'`,
    "recovery_target_action = 'promote'",
    values.until
      ? `recovery_target_time = '${new Date(values.until).toISOString().replace('T', ' ').replace('Z', '+00')}'`
      : "recovery_target_time = ''",
  ];
  appendFileSync(join(draft, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  writeFileSync(join(draft, 'recovery.signal'), '', { mode: 0o600 });
}

async function readBeside(set, key) {
  const parts = [];
  for await (const part of openSealedFile(join(backups, set.name, 'beside.sealed'), key)) {
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

/** The passwords belong to the roles of the restored database. */
function bringSecrets(beside) {
  const folder = join(dataDir, 'secrets');
  if (existsSync(folder)) cpSync(folder, `${folder}.before-${Date.now()}`, { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [file, content] of Object.entries(beside)) {
    if (file.startsWith('secrets/')) writeFileSync(join(dataDir, file), content, { mode: 0o600 });
  }
}

/** Erasures that this machine knows and those the backup knew: every one is done again where it has to be. */
function mergeTombstones(backedUp = '') {
  const file = join(dataDir, 'erasures', 'tombstones.jsonl');
  const here = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = new Set([...here.split('\n'), ...backedUp.split('\n')].filter(Boolean));
  if (lines.size === 0) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${[...lines].join('\n')}\n`, { mode: 0o600 });
}

function own(path, account) {
  chownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink())
      chownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
}
