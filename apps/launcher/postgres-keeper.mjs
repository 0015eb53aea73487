// Runs one embedded PostgreSQL for its parent, in a process group of its own, and stops it when
// the parent says so or is gone. Started by fork() with JSON in BRIDGELINE_KEEPER (arguments would
// show the password to every user of the machine): see startPostgres().
import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const config = JSON.parse(process.env.BRIDGELINE_KEEPER ?? '{}');
const { account, binaries, dataDir, logFile, password, port, settings, throwAway } = config;

let server;
let running = false;
let stopping = false;

// A terminal's Ctrl-C is the launcher's business: PostgreSQL goes last.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());
process.on('SIGQUIT', () => {
  stopping = true;
  server?.kill('SIGQUIT');
});
process.on('disconnect', () => void stop());
process.on('message', (message) => {
  if (message === 'stop') void stop();
});

try {
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise();
  await endStaleServer();
  give(join(dataDir, 'bridgeline.conf'), settings);
  await start();
  running = true;
  tell({ ready: true });
} catch (error) {
  tell({ failed: error instanceof Error ? error.message : String(error) }, () => finish(1));
}

async function initialise() {
  // A crash half-way leaves only the `.new` folder, which the next start begins again.
  const fresh = `${dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const passwordFile = `${dataDir}.password`;
  if (account.uid !== undefined) chownSync(fresh, account.uid, account.gid);
  give(passwordFile, `${password}\n`);
  try {
    await run(binaries.initdb, [
      `--pgdata=${fresh}`,
      '--username=bridgeline',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(throwAway ? ['--no-sync'] : []),
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  give(join(fresh, 'bridgeline.conf'), settings);
  const main = join(fresh, 'postgresql.conf');
  writeFileSync(main, `${readFileSync(main, 'utf8')}\ninclude 'bridgeline.conf'\n`);
  renameSync(fresh, dataDir);
}

/** Writes a file that only PostgreSQL's account reads. */
function give(file, text) {
  writeFileSync(file, text, { mode: 0o600 });
  if (account.uid !== undefined) chownSync(file, account.uid, account.gid);
}

/** A server whose keeper was killed still holds the folder: end it, its files are sound. */
async function endStaleServer() {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!isPostgres(pid)) {
    rmSync(pidFile, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 20_000 && isPostgres(pid); waited += 50) await sleep(50);
  if (isPostgres(pid)) {
    throw new Error(
      `Another PostgreSQL (process ${pid}) uses ${dataDir} and does not stop. End it, then start again.`,
    );
  }
}

function isPostgres(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/comm`;
  return existsSync(status) ? readFileSync(status, 'utf8').startsWith('postgres') : true;
}

async function start() {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a', 0o600);
  server = spawn(binaries.postgres, ['-D', dataDir, '-p', String(port)], {
    ...account,
    // The keeper's own group already is apart from the launcher's.
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment(),
    windowsHide: true,
  });
  let tail = '';
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.stderr.on('data', (chunk) => {
      writeSync(log, chunk);
      tail = `${tail}${chunk}`.slice(-2000);
      if (tail.includes('database system is ready to accept connections')) resolve();
    });
    server.on('exit', (code, signal) => {
      closeSync(log);
      reject(new Error(`PostgreSQL did not start (${code ?? signal}): ${tail.trim()}`));
      if (running) finish(stopping ? 0 : 1);
    });
  });
}

async function stop() {
  if (stopping) return;
  stopping = true;
  if (!server || server.exitCode !== null || server.signalCode !== null) {
    finish(0);
    return;
  }
  if (process.platform === 'win32') {
    // No signals there: the server's own control program does it.
    spawn(binaries.control, ['stop', '-D', dataDir, '-m', 'fast'], { windowsHide: true });
    return;
  }
  // SIGINT is PostgreSQL's "fast" stop: open transactions are rolled back, files are left sound.
  server.kill('SIGINT');
  await sleep(20_000, undefined, { ref: false });
  server.kill('SIGQUIT');
}

/** The parent may be gone already; then nobody needs to know. */
function tell(message, then = () => undefined) {
  if (process.connected) process.send(message, () => then());
  else then();
}

function finish(code) {
  if (throwAway) rmSync(throwAway, { recursive: true, force: true });
  process.exit(code);
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(program, args, {
      ...account,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment(),
      windowsHide: true,
    });
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed (${code ?? signal}): ${output.trim()}`));
    });
  });
}

/** Only what the programs need: none of the launcher's secrets. */
function environment() {
  const { PATH, SystemRoot, TEMP, TMP, TZ } = process.env;
  const kept = { PATH, SystemRoot, TEMP, TMP, TZ, LC_ALL: 'C', LC_MESSAGES: 'C' };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}
