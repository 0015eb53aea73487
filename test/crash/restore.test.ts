import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { makeBackup } from '../../apps/backup/src/backup.js';
import { ERASE_PERSON } from '#erasure';
import { newId } from '#platform';
import { enqueue } from '#queue';
import { buildProcesses, removeBuild } from './build.js';
import { House } from './house.js';
import { tell } from './invariants.js';
import { OwnServer, PASSWORD } from './own-server.js';
import { sendUntilTaken } from './send.js';
import { DRAIN_MS, SEED } from './size.js';
import { makeTraffic, randomFrom } from './traffic.js';

const repository = join(import.meta.dirname, '..', '..');

let built: string;
let house: House | undefined;
let server: OwnServer | undefined;
beforeAll(async () => {
  built = await buildProcesses(['apps/site', 'apps/worker', 'libs']);
}, 120_000);
afterEach(async () => {
  await house?.close();
  await server?.close();
}, 60_000);
afterAll(() => removeBuild(built));

/** One of those who asked, and what is left of them. */
interface Left {
  id: string;
  named: boolean;
  points: number;
  sealed: number;
}

describe('R19 R20', () => {
  test(
    'an erasure that came after the backup is done again by itself after the restore',
    async () => {
      server = await OwnServer.start();
      const home = await House.open(built, { folder: server.folder, database: server.database });
      house = home;
      const secrets = join(server.folder, 'secrets');
      mkdirSync(secrets, { recursive: true });
      writeFileSync(
        join(secrets, 'owner.json'),
        JSON.stringify({ id: 'crash', password: PASSWORD }),
      );
      const traffic = makeTraffic(5, randomFrom(SEED + 40));
      const site = await home.start('site');
      const worker = await home.start('worker');
      await Promise.all(traffic.requests.map((one) => sendUntilTaken(site.url, one)));
      await home.untilDrained(DRAIN_MS);
      await home.client.query(
        "UPDATE lead SET stage = 'closed', closed_reason = 'not_ready', closed_at = now()",
      );
      const [first] = await everybody(home);
      if (!first) throw new Error('nobody asked');
      expect(first).toMatchObject({ named: true, points: 1 });

      const place = {
        dataDir: server.folder,
        backups: join(server.folder, 'backups'),
        databaseUrl: server.database.ownerUrl,
      };
      await makeBackup(place, () => undefined);
      const requestId = await decide(home, first.id);
      await untilErased(home, requestId);
      expect(existsSync(join(server.folder, 'erasures', 'tombstones.jsonl'))).toBe(true);
      expect(await left(home, first.id)).toMatchObject({ named: false, points: 0 });

      for (const one of [site, worker]) {
        one.child.kill('SIGTERM');
        await one.gone;
      }
      await server.stop();
      const restored = spawnSync(
        process.execPath,
        [join(repository, 'apps', 'launcher', 'restore.mjs')],
        {
          cwd: repository,
          encoding: 'utf8',
          env: { PATH: process.env.PATH, DATA_DIR: server.folder },
        },
      );
      expect(restored.stderr).toBe('');
      await server.up();
      await home.reconnect();
      // The backup does not know of it.
      expect(await left(home, first.id)).toEqual(first);
      await home.start('worker');
      await untilErased(home, requestId);
      expect(await left(home, first.id)).toMatchObject({ named: false, points: 0 });
      const others = (await everybody(home)).filter(({ id }) => id !== first.id);
      expect(others.every(({ named, points }) => named && points === 1)).toBe(true);
      tell(
        `1 erased, backup from before restored: erased again; ${others.length} others as they were`,
      );
    },
    DRAIN_MS + 120_000,
  );
});

/** An erasure that an administrator has approved, with its job. */
async function decide(home: House, personId: string): Promise<string> {
  const requestId = newId();
  await home.client.query(
    `INSERT INTO erasure_request (id, person_id, state, origin, asked_at, decided_at, updated_at)
     VALUES ($1, $2, 'approved', 'person', now(), now(), now())`,
    [requestId, personId],
  );
  const { queue, name } = ERASE_PERSON;
  await enqueue(home.client, { queue, name, payload: { requestId }, dueAt: new Date() });
  return requestId;
}

async function untilErased(home: House, requestId: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(200)) {
    const { rowCount } = await home.client.query(
      "SELECT 1 FROM erasure_request WHERE id = $1 AND state = 'done'",
      [requestId],
    );
    if (rowCount) return;
  }
  throw new Error('It was not erased');
}

async function left(home: House, personId: string): Promise<Left | undefined> {
  return (await everybody(home)).find(({ id }) => id === personId);
}

async function everybody(home: House): Promise<Left[]> {
  const { rows } = await home.client.query<Left>(
    `SELECT p.id, p.name_enc IS NOT NULL AS named,
       (SELECT count(*)::int FROM person_contact c WHERE c.person_id = p.id) AS points,
       (SELECT count(*)::int FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
         WHERE li.requester_id = p.id AND length(i.sealed) > 0) AS sealed
     FROM person p ORDER BY p.id`,
  );
  return rows;
}
