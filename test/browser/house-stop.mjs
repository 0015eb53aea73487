import { rmSync } from 'node:fs';

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
  rmSync(dataDir, { recursive: true, force: true });
}
