// Passwords made once for an installation, readable by its owner only.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const random = () => randomBytes(32).toString('base64url');

/** A password that is made anew each time. */
export const randomSecret = random;

/** Reads the secrets of an installation, making those that are missing. */
export function installationSecrets(dataDir) {
  const folder = join(dataDir, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
  return {
    owner: keep(folder, 'owner', { password: random(), id: randomBytes(6).toString('hex') }),
    site: keep(folder, 'site', { databasePassword: random() }),
    desk: keep(folder, 'desk', { databasePassword: random(), authSecret: random() }),
    worker: keep(folder, 'worker', { databasePassword: random() }),
  };
}

/** Secrets with which the demo's stand-in for the providers signs; real ones come from settings. */
export function demoProviderSecrets(dataDir) {
  return keep(join(dataDir, 'secrets'), 'providers', {
    TWILIO_AUTH_TOKEN: random(),
    CALLRAIL_SIGNING_KEY: random(),
    CTM_SECRET: random(),
    META_APP_SECRET: random(),
    META_VERIFY_TOKEN: random(),
    GOOGLE_LEADS_KEY: random(),
  });
}

function keep(folder, name, fresh) {
  const file = join(folder, `${name}.json`);
  const known = existsSync(file) ? read(file) : {};
  const all = { ...fresh, ...known };
  if (Object.keys(all).length !== Object.keys(known).length) {
    const draft = `${file}.new`;
    writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  }
  return all;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${file} cannot be read: restore it from your backup of the data folder.`);
  }
}
