// Installs the packages when they are missing or the lock file changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const say = (line) => process.stdout.write(`${line}\n`);

/** Makes node_modules what package-lock.json says; silent and quick when it is. */
export async function ensureInstalled(root) {
  checkNode(root);
  const lock = join(root, 'package-lock.json');
  const stampFile = join(root, 'node_modules', '.cache', 'bridgeline', 'lock.stamp');
  const stamp = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  if (!installedByHand(root, lock)) {
    say('Installing packages (a minute or two, the first time only) …');
    await npm(root, ['ci', '--no-audit', '--no-fund']);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Someone ran `npm install` or `npm ci` after the lock file last changed. */
function installedByHand(root, lock) {
  const npmsOwn = join(root, 'node_modules', '.package-lock.json');
  return existsSync(npmsOwn) && statSync(npmsOwn).mtimeMs >= statSync(lock).mtimeMs;
}

function checkNode(root) {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  const [needMajor, needMinor] = wanted.replace('>=', '').split('.').map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Error(
    `Node ${process.versions.node} is too old: install Node ${wanted.slice(2)} or later.`,
  );
}

/** Runs npm with this very Node; `npm start` tells where npm is, else it is looked for on PATH. */
export function npm(root, args) {
  const script = process.env.npm_execpath;
  const known = script?.endsWith('.js') && existsSync(script);
  const program = known ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return new Promise((resolve, reject) => {
    const child = spawn(program, known ? [script, ...args] : args, {
      cwd: root,
      stdio: 'inherit',
      // Node refuses to run .cmd files without a shell; the arguments are all ours.
      shell: !known && process.platform === 'win32',
    });
    const endToo = () => child.kill();
    process.once('exit', endToo);
    child.on('error', () => {
      reject(new Error('npm was not found: install Node with npm, then start again.'));
    });
    child.on('exit', (code) => {
      process.off('exit', endToo);
      if (code === 0) resolve(undefined);
      else
        reject(new Error(`"npm ${args.join(' ')}" failed (see above); mend it, then start again.`));
    });
  });
}
