import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const folder = join(import.meta.dirname, '..', '..', 'apps', 'migrate', 'src', 'migrations');
/** Those before ran when nobody was there yet. */
const SINCE = 1_765_700_000_000;

/**
 * While a new version comes up, the old one still runs on the migrated database (docs/operating.md, "Upgrading"). So a
 * migration only adds: what the old version reads stays, and what it writes is still enough.
 */
const BREAKING: readonly [what: string, pattern: RegExp][] = [
  ['drops a table or column', /\bDROP\s+(TABLE|COLUMN)\b/i],
  ['renames what is there', /\bRENAME\s+(TO|COLUMN)\b/i],
  ['changes the type of a column', /\bALTER\s+COLUMN\s+\w+\s+(SET\s+DATA\s+)?TYPE\b/i],
  ['asks for a value that the old version does not write', /\bSET\s+NOT\s+NULL\b/i],
  [
    'adds a column that the old version does not fill',
    /\bADD\s+(COLUMN\s+)?(IF\s+NOT\s+EXISTS\s+)?\w+\s+[\w ]+?NOT\s+NULL(?![^,;]*\bDEFAULT\b)/i,
  ],
];

/** What of a migration would break the version that still runs. */
function breaks(sql: string): string[] {
  // A line may say why it is safe all the same: -- safe: nobody writes it any more since 1.4
  const told = sql
    .split('\n')
    .filter((line) => !line.includes('-- safe:'))
    .join('\n');
  return BREAKING.filter(([, pattern]) => pattern.test(told)).map(([what]) => what);
}

describe('migrations let the version before go on', () => {
  test('the rule bites', () => {
    expect(breaks('ALTER TABLE lead DROP COLUMN zip;')).toHaveLength(1);
    expect(breaks('ALTER TABLE lead RENAME COLUMN zip TO postcode;')).toHaveLength(1);
    expect(breaks('ALTER TABLE lead ALTER COLUMN age TYPE text;')).toHaveLength(1);
    expect(breaks('ALTER TABLE lead ADD COLUMN mood text NOT NULL;')).toHaveLength(1);
    expect(breaks('ALTER TABLE lead ALTER COLUMN age SET NOT NULL;')).toHaveLength(1);
    expect(breaks("ALTER TABLE lead ADD COLUMN mood text NOT NULL DEFAULT 'calm';")).toEqual([]);
    expect(breaks('ALTER TABLE lead ADD COLUMN mood text;')).toEqual([]);
    expect(breaks('ALTER TABLE lead DROP COLUMN zip; -- safe: never released')).toEqual([]);
    expect(breaks('CREATE TABLE mood (id uuid PRIMARY KEY, word text NOT NULL);')).toEqual([]);
  });

  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.ts') && Number(file.split('-')[0]) >= SINCE,
  );
  test.each(files)('%s only adds', (file) => {
    expect(breaks(readFileSync(join(folder, file), 'utf8'))).toEqual([]);
  });
});
