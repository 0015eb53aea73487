/** Lighthouse, installed into the folder for temporary files: its 173 packages are not for whoever only starts us. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The last one that runs on Node 20. */
export const VERSION = '12.8.2';

export async function lighthouseInstalled() {
  const prefix = join(tmpdir(), `bridgeline-lighthouse-${VERSION}`);
  const entry = join(prefix, 'node_modules', 'lighthouse', 'core', 'index.js');
  if (!existsSync(entry)) {
    const args = ['install', '--prefix', prefix, '--no-save', `lighthouse@${VERSION}`];
    execFileSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  }
  return (await import(pathToFileURL(entry).href)).default;
}
