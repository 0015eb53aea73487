import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** So many lines of each process are told. */
const MOST = 20;

export default async function stop() {
  const house = globalThis.bridgelineHouse;
  if (!house) return;
  const { child, dataDir } = house;
  if (child.exitCode === null) {
    const ended = new Promise((resolve) => {
      child.once('close', resolve);
    });
    child.kill('SIGTERM');
    await ended;
  }
  tellOfTrouble(join(dataDir, 'logs'));
  rmSync(dataDir, { recursive: true, force: true });
}

/** Prints what the processes warned of, for whoever looks for the reason of a failed story. */
function tellOfTrouble(folder) {
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder)) {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    const trouble = lines.filter((line) => /"level":[4-6]0|(ERROR|PANIC): /.test(line));
    for (const line of trouble.slice(-MOST)) console.error(`${file}: ${line.slice(0, 1000)}`);
  }
}
