// npm run check:licences: every package that is installed carries a licence we may use, by what the lock file says of it.
// Reads the lock file alone: works offline, and names what is new before it is shipped.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MAY = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'ISC',
  // libvips, as a library of its own beside ours: replaceable, and not changed by us.
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);
/** Packages whose licence the lock file does not say, or says in words of its own, and what theirs says. */
const KNOWN = JSON.parse(readFileSync(join(root, 'test/supply/known-licences.json'), 'utf8'));

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const refused = [];
const counts = new Map();
for (const [path, entry] of Object.entries(packages)) {
  if (path === '' || entry.link) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const said = KNOWN[name]?.licence ?? entry.license ?? 'none';
  counts.set(said, (counts.get(said) ?? 0) + 1);
  if (!allowed(said)) refused.push(`  ${name} ${entry.version}: ${said}`);
}

const sorted = [...counts].sort((a, b) => b[1] - a[1]);
process.stdout.write(`${sorted.map(([licence, count]) => `${count} × ${licence}`).join(', ')}\n`);
if (refused.length > 0) {
  process.stderr.write(
    `Not allowed, or not known; read the licence and put it into known-licences.json:\n${[...new Set(refused)].join('\n')}\n`,
  );
  process.exitCode = 1;
}

/** An SPDX expression: one of several is enough for OR, all are needed for AND. */
function allowed(expression) {
  const text = expression.replaceAll(/[()]/g, '');
  return text
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => MAY.has(one.trim())));
}
