// npm start and npm run demo: everything from nothing to three running processes.
//   --demo      its own data folder (./data-demo), loopback only, made-up data and logins
//   --no-build  run what dist/ holds, whatever the sources say
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { Installation } from './installation.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (line) => process.stdout.write(`${line}\n`);
const demo = process.argv.includes('--demo');
const env = demo
  ? { ...process.env, SITE_HOST: '127.0.0.1', DESK_HOST: '127.0.0.1', WORKER_HOST: '127.0.0.1' }
  : process.env;

const installation = new Installation({
  root,
  env,
  demo,
  say,
  dataDir: resolve(root, env.DATA_DIR || (demo ? './data-demo' : './data')),
});

/** npm hands a Ctrl-C on to us that the terminal has sent us already; milliseconds. */
const ECHO = 1000;
let askedToStopAt;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (askedToStopAt === undefined) {
      askedToStopAt = Date.now();
      say('Stopping … (once more to stop hard)');
      void end(0);
    } else if (Date.now() - askedToStopAt > ECHO) {
      installation.kill();
      process.exit(130);
    }
  });
}

try {
  await ensureInstalled(root);
  if (!process.argv.includes('--no-build')) await ensureBuilt(root);
  const began = Date.now();
  await installation.start();
  if (askedToStopAt === undefined) {
    say(`Bridgeline is ready (${((Date.now() - began) / 1000).toFixed(1)} s).`);
    announce(installation.firstAdministratorLink);
  }
} catch (error) {
  // When we were asked to stop half-way, whatever failed because of it is no news.
  if (askedToStopAt === undefined) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await end(1);
  }
}

async function end(code) {
  await installation.stop();
  process.exit(code);
}

function announce(link) {
  const { site, desk, worker } = installation.addresses;
  say(`  Site    ${site}`);
  say(`  Desk    ${desk}`);
  say(`  Worker  ${worker}/health/ready`);
  if (demo) {
    const names = ['agent', 'benefits', 'manager', 'admin', 'auditor'];
    say('Sign in at the desk with one of');
    for (const name of names) say(`  ${name}@demo.example   Bridgeline-demo-1!`);
  } else if (link) {
    say('There is no administrator yet. This link, good once and for a day, makes the first:');
    say(`  ${desk}${link}`);
  } else {
    say(`Sign in at ${desk}`);
  }
  say('Ctrl-C stops everything.');
}
