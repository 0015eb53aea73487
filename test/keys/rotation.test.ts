import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { entities } from '../../apps/migrate/src/entities.js';
import { rotateKeys } from '../../apps/migrate/src/rotation/rotate.js';
import { SYSTEM } from '#audit';
import { HelpRequest } from '#contract';
import { InquiryDoor } from '#inquiries';
import { createDataSource, createPool, inTransaction, newId, systemClock } from '#platform';
import { ensureKeyFiles, loadKeyRing, loadSiteKeys, Vault } from '#vault';
import { type TestDatabase, testDatabase } from '../database.js';
import { recordServices } from '../records.js';

const PEOPLE = 120;

describe('R5 keys rotate while everybody works', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bridgeline-keys-'));
  const ringDir = join(dataDir, 'keys', 'ring');
  const load = () => loadKeyRing({ directory: ringDir });
  let db: TestDatabase;
  let source: DataSource;
  let owner: Client;
  beforeAll(async () => {
    ensureKeyFiles(dataDir);
    db = await testDatabase();
    source = await createDataSource({ url: db.deskUrl, entities, name: 'test' });
    owner = new Client({ connectionString: db.ownerUrl });
    await owner.connect();
  }, 60_000);
  afterAll(async () => {
    await source?.destroy();
    await owner?.end();
    await db?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const phoneOf = (n: number) => `+1305555${String(n).padStart(4, '0')}`;
  const record = (services: ReturnType<typeof recordServices>, n: number) =>
    inTransaction(source, async (manager) => {
      const person = {
        name: `Person Number${n}`,
        points: [{ kind: 'phone' as const, value: phoneOf(n) }],
      };
      const { personId } = await services.people.recordPerson(manager, person, new Date());
      return personId;
    });

  test('no read fails, nobody is not found, and the old keys are gone', async () => {
    const before = load();
    const site = { keys: loadSiteKeys({ directory: join(dataDir, 'keys', 'site') }) };
    const pool = createPool(db.siteUrl, { name: 'test-site', max: 2 });
    const door = new InquiryDoor({ pool, keys: site.keys, clock: systemClock });
    await door.take({
      kind: 'form',
      provider: 'site',
      eventId: newId(),
      envelope: {
        type: 'help_request',
        request: HelpRequest.parse({ name: 'Sealed Before', phone: phoneOf(9000) }),
        receivedAt: new Date().toISOString(),
      },
      digestOf: Buffer.from('x'),
    });
    await pool.end();
    const first = recordServices(new Vault(before, load));
    const known: { id: string; n: number }[] = [];
    const add = async (services: ReturnType<typeof recordServices>, n: number) => {
      known.push({ id: await record(services, n), n });
    };
    for (let n = 0; n < PEOPLE; n += 1) await add(first, n);
    await inTransaction(source, (manager) =>
      first.audit.record(
        manager,
        { actor: SYSTEM, action: 'lead.read', resource: 'lead', reason: 'kept in the chain' },
        new Date(),
      ),
    );

    // Two processes that read the file only when they meet a key they do not know, and one that looks often.
    const failures: string[] = [];
    let reads = 0;
    const work = new AbortController();
    async function atWork(looks: boolean, firstNew: number, stop: AbortSignal) {
      const vault = new Vault(load(), load);
      const services = recordServices(vault);
      for (let turn = 0; !stop.aborted; turn += 1) {
        if (looks) vault.useRing(load());
        const someone = known[turn % known.length];
        if (!someone) continue;
        try {
          const names = await services.people.names(source.manager, [someone.id]);
          if (names.get(someone.id) !== `Person Number${someone.n}`)
            failures.push(`name of ${someone.n}`);
          if (looks) {
            const point = { kind: 'phone' as const, value: phoneOf(someone.n) };
            const found = await services.points.find(source.manager, point);
            if (found === null) failures.push(`phone of ${someone.n}`);
            if (turn % 7 === 0) await add(services, firstNew + turn);
          }
          reads += 1;
        } catch (error) {
          failures.push(error instanceof Error ? error.message : String(error));
        }
        await sleep(2);
      }
    }
    const processes = [
      atWork(false, 0, work.signal),
      atWork(true, 2000, work.signal),
      atWork(true, 6000, work.signal),
    ];
    const said: string[] = [];
    const done = await rotateKeys({
      client: owner,
      dataDir,
      settleMs: 400,
      say: (line) => said.push(line),
    });
    await sleep(300);
    work.abort();
    await Promise.all(processes);

    expect(failures).toEqual([]);
    expect(reads).toBeGreaterThan(100);
    expect(done.inquiries).toBe(1);
    expect(done.values).toBeGreaterThanOrEqual(PEOPLE * 2);
    const after = load();
    expect(after.index.keys.map(({ keyId }) => keyId)).toEqual([after.index.current]);
    expect(after.index.current).not.toBe(before.index.current);
    // The audit's chain holds its reasons to the key they were written with.
    expect(done.kept).toEqual([before.field.current]);
    const { rows } = await owner.query<{ old: string }>(
      `SELECT (SELECT count(*) FROM person WHERE name_enc NOT LIKE $1)
         + (SELECT count(*) FROM contact_point WHERE value_enc NOT LIKE $1)
         + (SELECT count(*) FROM contact_point_digest WHERE key_id <> $2)
         + (SELECT count(*) FROM person_name_digest WHERE key_id <> $2)
         + (SELECT count(*) FROM inquiry WHERE seal_key_id <> $3) AS old`,
      [`v1.${after.field.current}.%`, after.index.current, after.sealing.current],
    );
    expect(Number(rows[0]?.old)).toBe(0);
    // A process that starts now finds everybody.
    const fresh = recordServices(new Vault(after));
    for (const { n } of known) {
      const point = { kind: 'phone' as const, value: phoneOf(n) };
      expect(await fresh.points.find(source.manager, point)).not.toBeNull();
    }
  }, 60_000);
});
