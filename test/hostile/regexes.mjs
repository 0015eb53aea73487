// npm run check:regexes: has every regular expression of ours looked at for what it costs on the worst text (ReDoS).
// With -- --put-together those instead that are put together from texts: long ones, which take minutes.
// recheck is no dependency of ours (58 MB for something that is run now and then): npx fetches this version of it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const RECHECK = 'recheck@4.5.0';
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SLOW_MS = 10_000;
const putTogether = process.argv.includes('--put-together');

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
  'libs/consent/src/contact-rules/stop-words.ts': '120 letters at most',
  'libs/follow-up/src/call-backs/preferred-time.ts': '200 characters at most',
  'libs/leads/src/urgency/': 'measured: 100,000 letters of the worst text take 22 ms',
};

/**
 * Files that put expressions together from texts, and what makes them do so: what comes out is looked at. A file that does so and
 * is not here fails the check.
 */
const PUT_TOGETHER = {
  'libs/consent/src/contact-rules/stop-words.ts': ({ contactWish }) => contactWish('please'),
  'libs/follow-up/src/call-backs/preferred-time.ts': ({ timeWish }) => timeWish('at noon'),
  'libs/leads/src/urgency/phrases.ts': () => undefined,
  'libs/leads/src/urgency/substances.ts': ({ substanceCodes }) => substanceCodes(['wine']),
  // What the two above are used by.
  'libs/leads/src/urgency/triage.ts': ({ triage }) => triage({ message: 'hello', substances: [] }),
};

if (process.argv.includes('--with-recheck')) await check();
else {
  const more = putTogether ? ' --put-together' : '';
  const inside = `node ${JSON.stringify(fileURLToPath(import.meta.url))} --with-recheck${more}`;
  const npx = ['--yes', '--package', RECHECK, '-c', inside];
  const { status } = spawnSync('npx', npx, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}

async function check() {
  const { checkSync } = fetched('recheck');
  const { written, building } = expressionsOf(['apps', 'libs']);
  const built = putTogether ? await expressionsBuilt() : [];
  const expressions = putTogether ? built : written;
  const wrong = building
    .filter((file) => !Object.hasOwn(PUT_TOGETHER, file) && !isAccepted(file))
    .map((file) => `${file} puts an expression together and is not in PUT_TOGETHER`);
  const accepted = [];
  for (const { source, flags, file } of expressions) {
    const said = checkSync(source, flags.replaceAll(/[dv]/g, ''), { timeout: SLOW_MS });
    if (said.status !== 'vulnerable') continue;
    const line = `${file}  /${source}/${flags}  ${said.complexity.summary}, as by ${said.attack.pattern}`;
    const why = isAccepted(file);
    if (why && said.complexity.type === 'polynomial') accepted.push(`${line}: ${why}`);
    else wrong.push(line);
  }
  process.stdout.write(`${expressions.length} expressions.\nAccepted:\n${accepted.join('\n')}\n`);
  if (wrong.length === 0) return;
  process.stderr.write(`Too slow on the worst text:\n${wrong.join('\n')}\n`);
  process.exitCode = 1;
}

function isAccepted(file) {
  return Object.entries(ACCEPTED).find(([start]) => file.startsWith(start))?.[1];
}

/** The expressions that our own files have put together by the time each has done its work once. */
async function expressionsBuilt() {
  register('../native/hooks.mjs', import.meta.url);
  const built = new Map();
  const Plain = globalThis.RegExp;
  const from = /\/((?:libs|apps)\/[^\s:?]+\.tsx?)/;
  const note = (made) => {
    // The frame below the proxy's own: who asked for it.
    const file = from.exec(new Error('who').stack.split('\n')[3] ?? '')?.[1];
    if (file) built.set(String(made), { source: made.source, flags: made.flags, file });
    return made;
  };
  globalThis.RegExp = new Proxy(Plain, {
    construct: (target, given, as) => note(Reflect.construct(target, given, as)),
    apply: (target, that, given) => note(Reflect.apply(target, that, given)),
  });
  try {
    for (const [file, work] of Object.entries(PUT_TOGETHER)) {
      work(await import(pathToFileURL(join(root, file)).href));
    }
  } finally {
    globalThis.RegExp = Plain;
  }
  if (built.size < Object.keys(PUT_TOGETHER).length) throw new Error('Nothing was put together');
  return [...built.values()];
}

/** What npx has put beside the programs it offers. */
function fetched(name) {
  const bin = (process.env.PATH ?? '').split(delimiter).find((part) => part.includes('_npx'));
  return createRequire(join(bin ?? root, '..', 'here.cjs'))(name);
}

/** Literals, and the files that hold `new RegExp(…)`. */
function expressionsOf(folders) {
  const found = new Map();
  const building = new Set();
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
        if (node.kind === ts.SyntaxKind.NewExpression && node.expression.text === 'RegExp') {
          building.add(file);
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false));
    }
  }
  return { written: [...found.values()], building: [...building] };
}
