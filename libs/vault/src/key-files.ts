import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { VaultError } from './errors.js';
import {
  type KeyRing,
  newKeyRing,
  ringFromJson,
  ringToJson,
  type SiteKeys,
  siteKeysFromJson,
  siteKeysOf,
  siteKeysToJson,
} from './key-ring.js';

/** Where a process finds its keys: a folder of its own, or base64 of the JSON (from the environment). */
export type KeySource = { directory: string } | { base64: string };

/** Which of the two sets a process gets: `ring` (desk, worker) or `site`. */
export type KeyPart = 'ring' | 'site';

/**
 * The key source by the environment: `BRIDGELINE_KEYS` (base64 of JSON), else `BRIDGELINE_KEYS_DIR` (the process's own
 * folder), else `<dataDir>/keys/<part>`.
 */
export function keySource(
  env: Record<string, string | undefined>,
  dataDir: string,
  part: KeyPart,
): KeySource {
  if (env.BRIDGELINE_KEYS) return { base64: env.BRIDGELINE_KEYS };
  return { directory: env.BRIDGELINE_KEYS_DIR ?? join(dataDir, 'keys', part) };
}

/** Reads the private ring. Throws `bad_keys` with a sentence that says what to do. */
export function loadKeyRing(source: KeySource): KeyRing {
  const { json, origin } = read(source, 'ring');
  return ringFromJson(json, origin);
}

/** Reads the site's keys. Throws `bad_keys` with a sentence that says what to do. */
export function loadSiteKeys(source: KeySource): SiteKeys {
  const { json, origin } = read(source, 'site');
  return siteKeysFromJson(json, origin);
}

/**
 * Makes `<dataDir>/keys/ring/ring.json` and `<dataDir>/keys/site/site.json` (files 0600, folders 0700) when there are
 * none, and checks that they belong together. Never replaces a key: a missing ring beside a site file is an error,
 * because what the site sealed could not be opened any more. Safe to call from two processes at once.
 */
export function ensureKeyFiles(dataDir: string): { created: boolean } {
  const ringPath = keyPath(dataDir, 'ring');
  const sitePath = keyPath(dataDir, 'site');
  const hadRing = existsSync(ringPath);
  const hadSite = existsSync(sitePath);
  if (!hadRing && hadSite) {
    throw new VaultError(
      'bad_keys',
      `${ringPath} is missing, but ${sitePath} is there: what was sealed for the lost ring can't be opened without it. ` +
        'Restore the ring from your backup of the keys.',
    );
  }
  if (!hadRing) writeOnce(ringPath, ringToJson(newKeyRing()));
  const ring = loadKeyRing({ directory: dirname(ringPath) });
  if (!hadSite) writeOnce(sitePath, siteKeysToJson(siteKeysOf(ring)));
  const site = loadSiteKeys({ directory: dirname(sitePath) });
  const pair = ring.sealing.keys.find((one) => one.keyId === site.sealingKeyId);
  if (!pair?.publicKey.equals(site.sealingPublicKey)) {
    throw new VaultError(
      'bad_keys',
      `${sitePath} seals to key ${site.sealingKeyId}, which ${ringPath} can't open. Restore both from the same backup.`,
    );
  }
  return { created: !hadRing || !hadSite };
}

/** Puts another ring in the place of the one in a folder, whole or not at all. Those that run read it within seconds. */
export function saveKeyRing(directory: string, ring: KeyRing): void {
  replaceFile(join(directory, 'ring.json'), ringToJson(ring));
}

/** The same for what the site may know. */
export function saveSiteKeys(directory: string, keys: SiteKeys): void {
  replaceFile(join(directory, 'site.json'), siteKeysToJson(keys));
}

/** How often a running process looks whether its keys are others now; milliseconds. */
const LOOK_EVERY_MS = 2000;

/**
 * Calls `changed` whenever the file of a process's keys is another one: that is how a rotation reaches those that run.
 * Keys from the environment never change. Gives what stops it. A file that cannot be read is looked at again.
 */
export function watchKeys(source: KeySource, part: KeyPart, changed: () => void): () => void {
  if (!('directory' in source)) return () => undefined;
  const path = join(source.directory, `${part}.json`);
  const stamp = () => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  let known = stamp();
  const timer = setInterval(() => {
    const now = stamp();
    if (now === undefined || now === known) return;
    changed();
    known = now;
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function replaceFile(path: string, content: string): void {
  const draft = `${path}.${process.pid}.next`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function keyPath(dataDir: string, part: KeyPart): string {
  return join(dataDir, 'keys', part, `${part}.json`);
}

function read(source: KeySource, part: KeyPart): { json: string; origin: string } {
  if ('base64' in source) {
    return {
      json: Buffer.from(source.base64, 'base64').toString('utf8'),
      origin: 'BRIDGELINE_KEYS (base64)',
    };
  }
  const path = join(source.directory, `${part}.json`);
  if (!existsSync(path)) {
    throw new VaultError(
      'bad_keys',
      `There are no keys at ${path}. Start with npm start (which makes them), restore them from a backup, ` +
        'or set BRIDGELINE_KEYS.',
    );
  }
  refuseOpenToOthers(source.directory, '0700');
  refuseOpenToOthers(path, '0600');
  return { json: readFileSync(path, 'utf8'), origin: path };
}

function refuseOpenToOthers(path: string, wanted: string): void {
  if (process.platform === 'win32') return;
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new VaultError(
      'bad_keys',
      `${path} can be reached by other users of this machine (mode ${mode.toString(8)}). Run: chmod ${wanted} ${path}`,
    );
  }
}

/** Writes a whole file that nobody else sees half of; leaves an existing one alone. */
function writeOnce(path: string, content: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') {
    chmodSync(folder, 0o700);
    chmodSync(dirname(folder), 0o700);
  }
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
