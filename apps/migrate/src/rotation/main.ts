import { resolve } from 'node:path';
import { VaultError } from '#vault';
import { connectOwner } from '../owner.js';
import { placeOwner } from './owner-address.js';
import { rotateKeys } from './rotate.js';

/** `npm run rotate-keys`: new keys for everything, while everybody works. */
try {
  const dataDir = resolve(process.env.DATA_DIR ?? './data');
  const client = await connectOwner(placeOwner(process.env, dataDir));
  try {
    const say = (line: string) => process.stdout.write(`${line}\n`);
    await rotateKeys({ client, dataDir, settleMs: 6000, say });
  } finally {
    await client.end();
  }
} catch (error) {
  if (!(error instanceof VaultError || error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
