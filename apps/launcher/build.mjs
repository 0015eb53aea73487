// Builds what changed: the server (tsc) and the dashboard (vite), side by side.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';

const say = (line) => process.stdout.write(`${line}\n`);

/** What tsc leaves behind when it compiles. */
const COMPILED = new Set(['.ts', '.tsx', '.mts']);

/** Makes dist/ what the sources say; quick when it is. */
export async function ensureBuilt(root) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // A production image is built elsewhere and has no compiler.
  if (!existsSync(compiler)) return;
  const builds = await Promise.allSettled([
    whenChanged(root, 'server', serverSources(root), async () => {
      await runNode(root, [compiler, '-p', 'tsconfig.build.json']);
      copyAssets(root);
    }),
    whenChanged(root, 'dashboard', dashboardSources(root), async () => {
      const config = join('apps', 'dashboard', 'vite.config.ts');
      if (!existsSync(join(root, config))) return;
      const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
      await runNode(root, [vite, 'build', '--config', config, '--logLevel', 'warn']);
    }),
  ]);
  const failed = builds.find((build) => build.status === 'rejected');
  if (failed) throw failed.reason;
}

async function whenChanged(root, name, files, build) {
  const stampFile = join(root, 'dist', `${name}.stamp`);
  const stamp = stampOf(root, files);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say(`Building the ${name} …`);
  await build();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function serverSources(root) {
  return [
    ...filesBelow(join(root, 'apps'), (name) => !['dashboard', 'launcher'].includes(name)),
    ...filesBelow(join(root, 'libs')),
    ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) =>
      join(root, name),
    ),
  ];
}

function dashboardSources(root) {
  return [
    ...filesBelow(join(root, 'apps', 'dashboard')),
    ...filesBelow(join(root, 'libs', 'contract')),
    join(root, 'package-lock.json'),
  ];
}

/** Size and time of change tell enough, and reading them takes milliseconds. */
function stampOf(root, files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file.slice(root.length)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Styles, pictures and data beside the code go along with it. */
export function copyAssets(root) {
  for (const part of ['apps', 'libs']) {
    const skip = (name) => !['dashboard', 'launcher', 'node_modules'].includes(name);
    for (const file of filesBelow(join(root, part), skip)) {
      if (COMPILED.has(extname(file))) continue;
      const target = join(root, 'dist', file.slice(root.length));
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(file, target);
    }
  }
}

function filesBelow(folder, enter = () => true) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name !== 'node_modules' && enter(entry.name) ? filesBelow(path, enter) : [];
  });
}

function runNode(root, args) {
  return new Promise((resolve, reject) => {
    // Started from a test, the build must not become the one of React's development mode.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env });
    const endToo = () => child.kill();
    process.once('exit', endToo);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('exit', endToo);
      if (code === 0) resolve(undefined);
      else reject(new Error('The build failed (see above): mend it, then start again.'));
    });
  });
}
