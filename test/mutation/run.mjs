// npm run mutate -- <area>…: changes the rules of an area in small ways, one at a time, and says which changes no test notices.
// `all` takes every area. Stryker is no dependency of ours (200 packages for something that is run now and then): npx fetches it.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AREAS } from './areas.mjs';

const STRYKER = '@stryker-mutator/core@9.5.1';
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const asked = process.argv.slice(2);
const chosen = asked[0] === 'all' ? Object.keys(AREAS) : asked;
if (chosen.length === 0 || chosen.some((area) => !Object.hasOwn(AREAS, area))) {
  process.stderr.write(`Say which area: ${Object.keys(AREAS).join(', ')}, or all.\n`);
  process.exit(2);
}
for (const area of chosen) {
  const code = await mutate(area);
  if (code !== 0) process.exitCode = code;
}

function mutate(area) {
  const { mutate: files, tests } = AREAS[area];
  const folder = join(root, 'node_modules', '.cache', 'mutation', area);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'stryker.json');
  writeFileSync(
    config,
    JSON.stringify({
      packageManager: 'npm',
      testRunner: 'native',
      plugins: [join(root, 'test', 'mutation', 'native-runner.mjs')],
      native: { tests },
      warnings: { unknownOptions: false },
      coverageAnalysis: 'perTest',
      mutate: files,
      // Sentences are for people; what rules decide by is compared, and the comparison is mutated.
      mutator: { excludedMutations: ['StringLiteral'] },
      concurrency: 1,
      // A worker keeps every module it loaded anew: it is replaced before that is much.
      maxTestRunnerReuse: 150,
      timeoutMS: 10_000,
      reporters: ['clear-text', 'json'],
      clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
      jsonReporter: { fileName: join(folder, 'report.json') },
      tempDirName: '.stryker-tmp',
      // It would read the compiler's settings to turn type checks off; nothing here checks types.
      tsconfigFile: 'none.json',
      ignorePatterns: [
        '/dist',
        '/.stryker-tmp',
        '/data*',
        '/bench',
        '/ops',
        '/.git',
        '/apps/dashboard',
        '/test/browser',
      ],
      checkers: [],
    }),
  );
  const stryker = spawn('npx', ['--yes', '--package', STRYKER, 'stryker', 'run', config], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => {
    stryker.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
