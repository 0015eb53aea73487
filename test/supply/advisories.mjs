// npm run check:advisories -- <file or folder>: which of the packages in the lock file have a known flaw, without asking anybody.
// Takes advisories in the OSV format (https://ossf.github.io/osv-schema): a folder of JSON files as `all.zip` of
// osv.dev's npm folder unpacks to, or one JSON file with an array of them. Exits with 1 when something is found.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ name: string, version: string }} Installed */

/** What is installed, by the lock file: each package in each version once. */
export function installedBy(lock) {
  const found = new Map();
  for (const [path, { version, name }] of Object.entries(lock.packages)) {
    if (path === '' || !version) continue;
    const installed = { name: name ?? path.slice(path.lastIndexOf('node_modules/') + 13), version };
    found.set(`${installed.name}@${version}`, installed);
  }
  return [...found.values()];
}

/** The advisories that one version of a package is meant by. */
export function meaning({ name, version }, advisories) {
  return advisories.filter(
    ({ withdrawn, affected = [] }) =>
      !withdrawn &&
      affected.some(
        ({ package: of, versions = [], ranges = [] }) =>
          of?.ecosystem === 'npm' &&
          of.name === name &&
          (versions.includes(version) || ranges.some((range) => holds(range, version))),
      ),
  );
}

/** Whether a range of OSV holds a version: after the last `introduced` that is not beyond it comes no end. */
function holds({ type, events = [] }, version) {
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM') return false;
  let inside = false;
  const inOrder = events.toSorted((one, other) => compare(at(one), at(other)));
  for (const event of inOrder) {
    const order = compare(version, at(event));
    if (event.introduced !== undefined && order >= 0) inside = true;
    if (event.fixed !== undefined && order >= 0) inside = false;
    if (event.last_affected !== undefined && order > 0) inside = false;
  }
  return inside;
}

function at(event) {
  return event.introduced ?? event.fixed ?? event.last_affected ?? '0';
}

/** Semantic versioning 2.0.0, section 11. `0` is before everything. */
export function compare(one, other) {
  const [a, b] = [parts(one), parts(other)];
  for (let n = 0; n < 3; n += 1) {
    const order = a.numbers[n] - b.numbers[n];
    if (order !== 0) return order;
  }
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  for (let n = 0; n < Math.max(a.before.length, b.before.length); n += 1) {
    const order = identifiers(a.before[n], b.before[n]);
    if (order !== 0) return order;
  }
  return 0;
}

function parts(version) {
  const [main = '', before = ''] = version.replace(/\+.*$/, '').split(/-(.*)/s);
  const numbers = main.split('.').map(Number);
  return {
    numbers: [0, 1, 2].map((n) => numbers[n] ?? 0),
    before: before ? before.split('.') : [],
  };
}

function identifiers(one, other) {
  if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
  const [a, b] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (a && b) return Number(one) - Number(other);
  if (a !== b) return a ? -1 : 1;
  return one < other ? -1 : Number(one > other);
}

async function advisoriesAt(place) {
  const read = async (path) => JSON.parse(await readFile(path, 'utf8'));
  if (!(await stat(place)).isDirectory()) return [await read(place)].flat();
  const names = (await readdir(place)).filter((name) => name.endsWith('.json'));
  const all = [];
  for (const name of names) all.push(await read(join(place, name)));
  return all;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const place = process.argv[2];
  if (!place) {
    process.stderr.write('Say where the advisories are: a folder or a file of OSV entries.\n');
    process.exit(2);
  }
  const advisories = await advisoriesAt(place);
  const lock = JSON.parse(
    await readFile(fileURLToPath(new URL('../../package-lock.json', import.meta.url)), 'utf8'),
  );
  const installed = installedBy(lock);
  const found = installed.flatMap((one) =>
    meaning(one, advisories).map(
      ({ id, summary = '' }) => `${one.name} ${one.version}: ${id} ${summary}`,
    ),
  );
  process.stdout.write(
    `${installed.length} packages against ${advisories.length} advisories: ${found.length} found.\n`,
  );
  for (const line of found) process.stdout.write(`${line}\n`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
