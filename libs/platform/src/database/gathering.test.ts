import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { emptyDatabase } from '../../../../test/database.js';
import { createDataSource } from './data-source.js';
import { gather, readOnce, settle } from './gathering.js';
import { inTransaction } from './transaction.js';

describe('a transaction that gathers', () => {
  let db: Awaited<ReturnType<typeof emptyDatabase>>;
  let source: DataSource;
  beforeAll(async () => {
    db = await emptyDatabase();
    source = await createDataSource({ url: db.ownerUrl, entities: [], name: 'test', max: 2 });
  });
  afterAll(async () => {
    await source.destroy();
    await db.drop();
  });

  /** Which rows were written by each statement. */
  function writer() {
    const written: unknown[][] = [];
    const write = (rows: readonly unknown[]) => {
      written.push([...rows]);
      return Promise.resolve();
    };
    return { written, write };
  }

  test('writes rows of a kind once, at its end, in the order they came', async () => {
    const { written, write } = writer();
    await inTransaction(
      source,
      async (manager) => {
        await gather(manager, 'a', [1, 2], write);
        await gather(manager, 'b', ['x'], write);
        await gather(manager, 'a', [3], write);
        expect(written).toEqual([]);
      },
      { gathering: true },
    );
    expect(written).toEqual([[1, 2, 3], ['x']]);
  });

  test('writes what is about to be read, and what writing brings with it', async () => {
    const { written, write } = writer();
    await inTransaction(
      source,
      async (manager) => {
        await gather(manager, 'a', [1], async (rows) => {
          await write(rows);
          await gather(manager, 'b', ['of a'], write);
        });
        await settle(manager, 'b');
        expect(written).toEqual([]);
        await settle(manager, 'a');
        expect(written).toEqual([[1]]);
      },
      { gathering: true },
    );
    expect(written).toEqual([[1], ['of a']]);
  });

  test('undone, it writes nothing', async () => {
    const { written, write } = writer();
    const failing = inTransaction(
      source,
      async (manager) => {
        await gather(manager, 'a', [1], write);
        throw new Error('no');
      },
      { gathering: true },
    );
    await expect(failing).rejects.toThrow('no');
    expect(written).toEqual([]);
  });

  test('reads once what nothing changes; any other transaction writes and reads at once', async () => {
    let reads = 0;
    const load = () => Promise.resolve((reads += 1));
    const twice = (gathering: boolean) =>
      inTransaction(
        source,
        async (manager) => [await readOnce(manager, 'k', load), await readOnce(manager, 'k', load)],
        { gathering },
      );
    expect(await twice(true)).toEqual([1, 1]);
    expect(await twice(false)).toEqual([2, 3]);
    const { written, write } = writer();
    await inTransaction(source, async (manager) => {
      await gather(manager, 'a', [1], write);
      expect(written).toEqual([[1]]);
    });
  });
});
