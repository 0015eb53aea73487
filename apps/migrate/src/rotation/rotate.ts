import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import {
  type KeyRing,
  loadKeyRing,
  loadSiteKeys,
  saveKeyRing,
  saveSiteKeys,
  siteKeysOf,
  Vault,
  withNewKey,
} from '#vault';
import {
  dropOldDigests,
  fieldKeysInUse,
  rewriteAll,
  type Rewritten,
  sealingKeysInUse,
} from './rewrite.js';

/** Two rotations at once wait for each other on this lock. */
const ROTATION_LOCK = 4_702_112;

/** What a rotation needs. */
export interface Rotation {
  client: Client;
  dataDir: string;
  /** Until every process has read the new ring (they look every two seconds); milliseconds. */
  settleMs: number;
  say: (line: string) => void;
}

/**
 * Gives every kind of key a successor, writes everything anew, and retires the old ones, while everybody works. From the
 * first step on new keys write and old ones read; look-ups go by both until all is re-written. An old key leaves the ring
 * only when nothing stands under it. Stopped half-way, it is run again: what was done stays done.
 */
export async function rotateKeys(rotation: Rotation): Promise<Rewritten & { kept: string[] }> {
  const { client, dataDir, settleMs, say } = rotation;
  const ringDir = join(dataDir, 'keys', 'ring');
  const siteDir = join(dataDir, 'keys', 'site');
  await client.query('SELECT pg_advisory_lock($1)', [ROTATION_LOCK]);
  const old = loadKeyRing({ directory: ringDir });
  const ring = (['field', 'index', 'sealing'] as const).reduce(withNewKey, old);
  saveKeyRing(ringDir, ring);
  say(
    `New keys: ${[ring.field, ring.index, ring.sealing].map(({ current }) => current).join(', ')}.`,
  );
  await sleep(settleMs);
  // Only when everybody can open it is anything sealed to it.
  const { siteSecret } = loadSiteKeys({ directory: siteDir });
  saveSiteKeys(siteDir, siteKeysOf(ring, siteSecret));
  await sleep(settleMs);
  const done = await rewriteAll(client, new Vault(ring), ring);
  say(`Written anew: ${done.values} values, ${done.digests} digests, ${done.inquiries} inquiries.`);
  // Whoever read a row just before it was written anew has opened it by then.
  await sleep(settleMs);
  const left = await withoutUnused(client, dataDir, ring);
  saveKeyRing(ringDir, left);
  await sleep(settleMs);
  await dropOldDigests(client, ring.index.current);
  const kept = [...left.field.keys, ...left.sealing.keys]
    .map(({ keyId }) => keyId)
    .filter((keyId) => keyId !== left.field.current && keyId !== left.sealing.current);
  say(
    kept.length === 0
      ? 'The old keys are retired. Keep the backup of the old ring for as long as you keep backups from before.'
      : `Retired but for reading: ${kept.join(', ')} (the audit, whose chain may not change, or what waits in the spool).`,
  );
  return { ...done, kept };
}

async function withoutUnused(client: Client, dataDir: string, ring: KeyRing): Promise<KeyRing> {
  const [field, sealing] = [await fieldKeysInUse(client), await sealingKeysInUse(client)];
  const waits = spoolWaits(dataDir);
  return {
    field: {
      ...ring.field,
      keys: ring.field.keys.filter(({ keyId }) => keyId === ring.field.current || field.has(keyId)),
    },
    index: {
      ...ring.index,
      keys: ring.index.keys.filter(({ keyId }) => keyId === ring.index.current),
    },
    sealing: {
      ...ring.sealing,
      keys: ring.sealing.keys.filter(
        ({ keyId }) => keyId === ring.sealing.current || waits || sealing.has(keyId),
      ),
    },
  };
}

/** What waits sealed on the disk of a site while the database is away. */
function spoolWaits(dataDir: string): boolean {
  const spool = join(dataDir, 'spool');
  return existsSync(spool) && readdirSync(spool).length > 0;
}
