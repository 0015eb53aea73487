import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SITE } from './visit.js';

/** Plays the telephone company, or the post, against the house: `simulate('sms', 'Call me', '--from', phone)`. */
export async function simulate(...play: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, ...played(play));
}

/** The same with all its waiting; gives what cuts it short. */
export function beginSimulation(...play: string[]): () => void {
  const child = execFile(process.execPath, ...played(play));
  return () => child.kill();
}

function played(play: string[]) {
  const folder = join(process.env.BRIDGELINE_DATA ?? '', 'secrets');
  const [providers, mailbox] = ['providers.json', 'mailbox.json'].map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>,
  );
  const env = { PATH: process.env.PATH, ...providers, ...mailbox };
  return [['dist/apps/simulate/src/main.js', ...play, '--url', SITE], { env }] as const;
}
