import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { emptyDatabase } from '../../../../test/database.js';
import { createDataSource, databaseCode } from './data-source.js';
import { createPool } from './pool.js';
import { afterCommit, beforeCommit, inTransaction } from './transaction.js';

describe('the database', () => {
  let db: Awaited<ReturnType<typeof emptyDatabase>>;
  let source: DataSource;
  beforeAll(async () => {
    db = await emptyDatabase();
    source = await createDataSource({ url: db.ownerUrl, entities: [], name: 'test', max: 2 });
    await source.query('CREATE TABLE thing (id int PRIMARY KEY, text text)');
  });
  afterAll(async () => {
    await source.destroy();
    await db.drop();
  });

  test('TypeORM statements that come again are prepared on the server', async () => {
    await source.transaction(async (manager) => {
      for (let i = 0; i < 3; i += 1) await manager.query('SELECT $1::int AS repeated', [i]);
      await manager.query('SELECT $1::int AS once', [1]);
      const prepared: { statement: string }[] = await manager.query(
        'SELECT statement FROM pg_prepared_statements',
      );
      expect(prepared.map((row) => row.statement)).toEqual(['SELECT $1::int AS repeated']);
    });
  });

  test('a deadlock is run again, another failure is not', async () => {
    await source.query("INSERT INTO thing VALUES (1, 'a'), (2, 'b')");
    let runs = 0;
    const bothWays = (first: number, second: number) =>
      inTransaction(source, async (manager) => {
        runs += 1;
        await manager.query("UPDATE thing SET text = text || 'x' WHERE id = $1", [first]);
        await new Promise((resolve) => {
          setTimeout(resolve, 100);
        });
        await manager.query("UPDATE thing SET text = text || 'x' WHERE id = $1", [second]);
      });
    await Promise.all([bothWays(1, 2), bothWays(2, 1)]);
    expect(runs).toBe(3);
    expect(await source.query('SELECT text FROM thing ORDER BY id')).toEqual([
      { text: 'axx' },
      { text: 'bxx' },
    ]);

    let failures = 0;
    const failing = inTransaction(source, async (manager) => {
      failures += 1;
      await manager.query("INSERT INTO thing VALUES (1, 'again')");
    });
    await expect(failing.catch((error: unknown) => databaseCode(error))).resolves.toBe('23505');
    expect(failures).toBe(1);
  });

  test.each([
    [{ snapshot: true }, '0'],
    [{}, '1'],
  ])(
    'what is counted with %j in a second statement while a row came in: %s',
    async (how, later) => {
      await source.query('CREATE TABLE IF NOT EXISTS came ()');
      await source.query('TRUNCATE came');
      const count = async (manager: EntityManager) =>
        (await manager.query<{ n: string }[]>('SELECT count(*) AS n FROM came'))[0]?.n;
      const counts = await inTransaction(
        source,
        async (manager) => {
          const first = await count(manager);
          await source.query('INSERT INTO came DEFAULT VALUES');
          return [first, await count(manager)];
        },
        how,
      );
      expect(counts).toEqual(['0', later]);
    },
  );

  test('what waits for the commit runs after it, once, and never after a rollback', async () => {
    const seen: unknown[] = [];
    const look = async () => {
      const rows: { text: string }[] = await source.query('SELECT text FROM thing WHERE id = 9');
      seen.push(rows[0]?.text);
    };
    await inTransaction(source, async (outer) => {
      await inTransaction(outer, async (inner) => {
        afterCommit(inner, look);
        afterCommit(inner, () => {
          throw new Error('reported, not thrown');
        });
      });
      await outer.query("INSERT INTO thing VALUES (9, 'committed')");
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(['committed']);

    const failing = inTransaction(source, async (manager) => {
      afterCommit(manager, look);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(seen).toEqual(['committed']);
    expect(() => afterCommit(source.manager, look)).toThrow(/inTransaction/);
  });

  test('what is derived is written once, last, and with the transaction', async () => {
    const order: string[] = [];
    const derive = (manager: EntityManager, key: string, word: string) =>
      beforeCommit(manager, key, async () => {
        order.push(word);
        await manager.query('INSERT INTO thing VALUES ($1, $2)', [order.length + 20, word]);
      });
    await inTransaction(source, async (outer) => {
      await derive(outer, 'a', 'too early');
      await inTransaction(outer, (inner) => derive(inner, 'a', 'a'));
      await derive(outer, 'b', 'b');
      order.push('written');
    });
    expect(order).toEqual(['written', 'a', 'b']);

    const failing = inTransaction(source, async (manager) => {
      await manager.query("INSERT INTO thing VALUES (30, 'undone')");
      await beforeCommit(manager, 'c', async () => {
        throw new Error('cannot be derived');
      });
    });
    await expect(failing).rejects.toThrow('cannot be derived');
    expect(await source.query('SELECT 1 FROM thing WHERE id = 30')).toEqual([]);

    await beforeCommit(source.manager, 'a', async () => void order.push('at once'));
    expect(order.at(-1)).toBe('at once');
  });

  test('a pool outlives its connections', async () => {
    const pool = createPool(db.ownerUrl, { name: 'pool-test', max: 2 });
    await pool.query('SELECT 1');
    const killer = new Client({ connectionString: db.ownerUrl });
    await killer.connect();
    await killer.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bridgeline-pool-test'",
    );
    await killer.end();
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  test('a connection that breaks while it is held fails its next statement, not the process', async () => {
    const pool = createPool(db.ownerUrl, { name: 'held-test', max: 1 });
    const held = await pool.connect();
    // Without a listener of the pool's this would be an uncaught exception.
    expect(held.listenerCount('error')).toBeGreaterThan(0);
    const broken = new Promise<void>((resolve) => {
      held.once('end', resolve);
    });
    await source.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bridgeline-held-test'",
    );
    await broken;
    await expect(held.query('SELECT 1')).rejects.toThrow();
    held.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
