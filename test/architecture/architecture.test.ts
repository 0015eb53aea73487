import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

const run = promisify(execFile);

interface Violation {
  rule: { name: string };
  from: string;
}

const sentence = (violation: Violation) => `${violation.rule.name}: ${violation.from}`;

/** Runs the project's own rules over some folders and answers with what they object to. */
async function violations(folders: string[], root?: string): Promise<Violation[]> {
  const { stdout } = await run(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      ...folders,
    ],
    {
      env: { ...process.env, NODE_OPTIONS: '', DEPCRUISE_ROOT: root ?? '' },
      maxBuffer: 64 * 1024 * 1024,
    },
  ).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  const report = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return report.summary.violations;
}

describe('dependencies point one way', () => {
  test('in the whole house', async () => {
    expect((await violations(['apps', 'libs'])).map(sentence)).toEqual([]);
  }, 60_000);

  test('R13 and the rules bite: each wrong import of the bad house is named', async () => {
    const found = await violations(['test/architecture/bad'], 'test/architecture/bad');
    const pairs = found.map(sentence);
    const bad = 'test/architecture/bad';
    expect(pairs).toEqual(
      expect.arrayContaining([
        `lib-people-uses-only-its-own: ${bad}/libs/people/src/index.ts`,
        `lib-matching-uses-only-its-own: ${bad}/libs/matching/src/index.ts`,
        `apps-never-use-each-other: ${bad}/apps/desk/src/main.ts`,
        `launcher-uses-node-only: ${bad}/apps/launcher/start.mjs`,
        `no-junk-drawers: ${bad}/libs/leads/src/index.ts`,
        `no-circular: ${bad}/libs/leads/src/index.ts`,
      ]),
    );
  }, 60_000);
});
