// npm run mutate -- <area>: changes the code of one area in small ways, one at a time, and says which changes no test notices.
// Stryker is no dependency of ours (200 packages for something that is run now and then): npx fetches this version of it.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const STRYKER = '@stryker-mutator/core@9.5.1';
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What is mutated, and the tests that are to notice. */
const AREAS = {
  'may-contact': {
    mutate: ['libs/consent/src/contact-rules/may-contact.ts'],
    tests: ['libs/consent/src/contact-rules'],
  },
  'contact-hours': {
    mutate: ['libs/consent/src/contact-rules/contact-hours.ts'],
    tests: ['libs/consent/src/contact-rules'],
  },
  'stop-words': {
    mutate: ['libs/consent/src/contact-rules/stop-words.ts'],
    tests: ['libs/consent/src/contact-rules/stop-words'],
  },
  consent: {
    mutate: ['libs/consent/src/standing.ts', 'libs/consent/src/third-party.ts'],
    tests: ['libs/consent/src/third-party', 'libs/consent/src/contact-rules'],
  },
  disclosure: {
    mutate: ['libs/referrals/src/consent/covers.ts', 'libs/referrals/src/states/sending-gate.ts'],
    tests: ['libs/referrals/src/consent', 'libs/referrals/src/states'],
  },
  permissions: {
    mutate: ['libs/audit/src/rights.ts'],
    tests: ['libs/audit/src/rights'],
  },
  protection: {
    mutate: ['apps/desk/src/protection/without-hidden.ts'],
    tests: ['apps/desk/src/protection'],
  },
  reading: {
    mutate: ['libs/audit/src/reading/unusual-reading.ts'],
    tests: ['libs/audit/src/reading'],
  },
  matcher: {
    mutate: ['libs/matching/src/rules/*.rules.ts'],
    tests: ['libs/matching/src'],
  },
};

const [area = ''] = process.argv.slice(2);
const chosen = AREAS[area];
if (!chosen) {
  process.stderr.write(`Say which area: ${Object.keys(AREAS).join(', ')}.\n`);
  process.exit(2);
}
const folder = join(root, 'node_modules', '.cache', 'mutation', area);
mkdirSync(folder, { recursive: true });
const config = join(folder, 'stryker.json');
const jest = 'node node_modules/jest/bin/jest.js --config test/mutation/jest.config.mjs --bail';
writeFileSync(
  config,
  JSON.stringify({
    packageManager: 'npm',
    testRunner: 'command',
    commandRunner: { command: `${jest} ${chosen.tests.join(' ')}` },
    mutate: chosen.mutate,
    mutator: { excludedMutations: ['StringLiteral'] },
    concurrency: 1,
    timeoutMS: 15_000,
    reporters: ['clear-text', 'json'],
    jsonReporter: { fileName: join(folder, 'report.json') },
    tempDirName: '.stryker-tmp',
    // It would read the compiler's settings to turn type checks off; nothing here checks types.
    tsconfigFile: 'none.json',
    ignorePatterns: ['dist', 'data*', 'bench', 'docs', '.git'],
    checkers: [],
  }),
);
const stryker = spawn('npx', ['--yes', '--package', STRYKER, 'stryker', 'run', config], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
stryker.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
