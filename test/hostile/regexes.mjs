// npm run check:regexes: has every regular expression of ours looked at for what it costs on the worst text (ReDoS).
// recheck is no dependency of ours (58 MB for something that is run now and then): npx fetches this version of it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const RECHECK = 'recheck@4.5.0';
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SLOW_MS = 10_000;

/**
 * Those whose time grows with the square of the text, and why that harms nobody. An expression whose time doubles with each
 * letter is never accepted.
 */
const ACCEPTED = {
  'apps/dashboard/': 'runs in the browser of who typed it',
  'apps/simulate/': 'a stand-in for providers, on a developer’s own machine',
  'libs/calls/src/simulated/': 'reads what our own site answers, in the demo',
  'apps/desk/src/http/route-list.ts': 'reads our own routes, at the start',
  'apps/site/src/http/assets.ts': 'reads our own styles, at the start',
  'libs/facilities/src/place-keys.ts': 'a street line: 200 characters at most',
  'libs/exchange/src/reading/tidy.ts': 'shortened to 300 characters before',
  'libs/insurance/src/eligibility/service-types.ts': 'our own labels',
};

if (process.argv.includes('--with-recheck')) check();
else {
  const inside = `node ${JSON.stringify(fileURLToPath(import.meta.url))} --with-recheck`;
  const npx = ['--yes', '--package', RECHECK, '-c', inside];
  const { status } = spawnSync('npx', npx, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}

function check() {
  const { checkSync } = fetched('recheck');
  const expressions = expressionsOf(['apps', 'libs']);
  const wrong = [];
  const accepted = [];
  for (const { source, flags, file } of expressions) {
    const said = checkSync(source, flags.replaceAll(/[dv]/g, ''), { timeout: SLOW_MS });
    if (said.status !== 'vulnerable') continue;
    const line = `${file}  /${source}/${flags}  ${said.complexity.summary}, as by ${said.attack.pattern}`;
    const why = Object.entries(ACCEPTED).find(([start]) => file.startsWith(start))?.[1];
    if (why && said.complexity.type === 'polynomial') accepted.push(`${line}: ${why}`);
    else wrong.push(line);
  }
  process.stdout.write(`${expressions.length} expressions.\nAccepted:\n${accepted.join('\n')}\n`);
  if (wrong.length === 0) return;
  process.stderr.write(`Too slow on the worst text:\n${wrong.join('\n')}\n`);
  process.exitCode = 1;
}

/** What npx has put beside the programs it offers. */
function fetched(name) {
  const bin = (process.env.PATH ?? '').split(delimiter).find((part) => part.includes('_npx'));
  return createRequire(join(bin ?? root, '..', 'here.cjs'))(name);
}

function expressionsOf(folders) {
  const found = new Map();
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true })) {
      if (!/\.tsx?$/.test(name) || /\.test\.tsx?$|node_modules/.test(name)) continue;
      const file = `${folder}/${name.replaceAll('\\', '/')}`;
      const text = readFileSync(join(root, file), 'utf8');
      const visit = (node) => {
        const literal = /^\/([\s\S]*)\/([a-z]*)$/.exec(
          node.kind === ts.SyntaxKind.RegularExpressionLiteral ? node.text : '',
        );
        if (literal && !found.has(node.text)) {
          found.set(node.text, { source: literal[1], flags: literal[2], file });
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false));
    }
  }
  return [...found.values()];
}
