import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { freePort, startPostgres } from '../../../../apps/launcher/postgres.mjs';
import { makeStandby, type Standby } from '../../../../test/standby.js';
import { createLogger } from '../logger.js';
import { createDataSource } from './data-source.js';
import { ReadReplica } from './read-replica.js';

const PASSWORD = 'primary-of-tests';
/** So long a replica may take to hear of a commit; milliseconds. */
const PATIENCE = 10_000;

describe('a real streaming replica', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let primary: DataSource;
  let standby: Standby;
  let direct: DataSource;
  const log: string[] = [];
  const logger = createLogger('test', {
    level: 'info',
    destination: { write: (line) => log.push(line) },
  });
  const every = { look: 0, tryAgain: 0 };
  const open: ReadReplica[] = [];

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bridgeline-replica-'));
    chmodSync(folder, 0o755);
    const dataDir = join(folder, 'primary');
    server = await startPostgres({
      dataDir,
      logFile: join(folder, 'primary.log'),
      port: await freePort(),
      password: PASSWORD,
      throwAway: folder,
    });
    const url = server.url('postgres');
    primary = await createDataSource({ url, entities: [], name: 'primary' });
    await primary.query('CREATE TABLE said (word text PRIMARY KEY)');
    await primary.query("INSERT INTO said VALUES ('before')");
    standby = await makeStandby(url, {
      from: dataDir,
      to: join(folder, 'standby'),
      port: await freePort(),
    });
    await standby.start();
    direct = await createDataSource({ url: standby.url, entities: [], name: 'direct' });
  }, 60_000);
  afterAll(async () => {
    for (const one of open) await one.onModuleDestroy();
    if (direct.isInitialized) await direct.destroy();
    await primary.destroy();
    await standby.stop();
    await server.stop();
  }, 60_000);

  function replica(more: Partial<ConstructorParameters<typeof ReadReplica>[1]> = {}): ReadReplica {
    const made = new ReadReplica(primary, {
      url: standby.url,
      entities: [],
      name: 'test',
      logger,
      every,
      ...more,
    });
    open.push(made);
    return made;
  }

  const asked = async (manager: EntityManager) => {
    const [where] = await manager.query<{ standby: boolean }[]>(
      'SELECT pg_is_in_recovery() AS standby',
    );
    const words = await manager.query<{ word: string }[]>('SELECT word FROM said ORDER BY word');
    return { standby: where?.standby, words: words.map(({ word }) => word) };
  };

  test('without an address everything is read from the primary', async () => {
    expect(await replica({ url: undefined }).read(asked)).toEqual({
      standby: false,
      words: ['before'],
    });
  });

  test('readings go to the replica, which has what was written since', async () => {
    const reading = replica();
    expect(await reading.read(asked)).toEqual({ standby: true, words: ['before'] });
    await primary.query("INSERT INTO said VALUES ('since')");
    const until = performance.now() + PATIENCE;
    for (;;) {
      const { standby: fromReplica, words } = await reading.read(asked);
      expect(fromReplica).toBe(true);
      if (words.includes('since')) break;
      if (performance.now() > until) throw new Error('The replica never heard of it');
      await sleep(20);
    }
  });

  test('one that is farther behind than it may be is left out until it has caught up', async () => {
    const reading = replica({ mostBehind: 0.3 });
    await direct.query('SELECT pg_wal_replay_pause()');
    await primary.query("INSERT INTO said VALUES ('unheard')");
    await sleep(700);
    expect(await reading.read(asked)).toMatchObject({
      standby: false,
      words: expect.arrayContaining(['unheard']),
    });
    expect(log.filter((line) => line.includes('more than 0.3 seconds behind'))).toHaveLength(1);
    await reading.read(asked);
    expect(log.filter((line) => line.includes('more than 0.3 seconds behind'))).toHaveLength(1);
    await direct.query('SELECT pg_wal_replay_resume()');
    const until = performance.now() + PATIENCE;
    while (!(await reading.read(asked)).standby) {
      if (performance.now() > until) throw new Error('The replica never caught up');
      await sleep(20);
    }
    expect(log.some((line) => line.includes('from the replica again'))).toBe(true);
  });

  test('what goes wrong in a reading itself is not hidden by asking elsewhere', async () => {
    let times = 0;
    const failing = replica().read(async (manager) => {
      times += 1;
      return manager.query('SELECT * FROM nothing_of_the_kind');
    });
    await expect(failing).rejects.toThrow(/nothing_of_the_kind/);
    expect(times).toBe(1);
  });

  test('one that goes away is no error: the primary answers, and it is asked again when it is back', async () => {
    const reading = replica();
    expect((await reading.read(asked)).standby).toBe(true);
    await direct.destroy();
    await standby.stop();
    log.length = 0;
    for (let n = 0; n < 3; n += 1) expect((await reading.read(asked)).standby).toBe(false);
    expect(
      log.filter((line) => line.includes('reports are read from the primary')).length,
    ).toBeLessThanOrEqual(2);
    await standby.start();
    const until = performance.now() + PATIENCE;
    while (!(await reading.read(asked)).standby) {
      if (performance.now() > until) throw new Error('The replica was not asked again');
      await sleep(50);
    }
  }, 40_000);
});
