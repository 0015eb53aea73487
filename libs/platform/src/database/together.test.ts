import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { emptyDatabase } from '../../../../test/database.js';
import { newId } from '../ids.js';
import { createDataSource } from './data-source.js';
import { gather } from './gathering.js';
import { insertRow } from './insert-rows.js';
import { allEnded, together } from './together.js';
import { inSavepoint, inTransaction } from './transaction.js';

describe('things done side by side in one transaction', () => {
  let db: Awaited<ReturnType<typeof emptyDatabase>>;
  let source: DataSource;
  beforeAll(async () => {
    db = await emptyDatabase();
    source = await createDataSource({ url: db.ownerUrl, entities: [], name: 'test', max: 2 });
    await source.query(
      'CREATE TABLE thing (id uuid PRIMARY KEY, name text UNIQUE, seal bytea, tags text[], more jsonb, at timestamptz)',
    );
  });
  afterAll(async () => {
    await source.destroy();
    await db.drop();
  });
  beforeEach(() => source.query('TRUNCATE thing'));

  const gathering = <T>(work: (manager: EntityManager) => Promise<T>) =>
    inTransaction(source, work, { gathering: true });
  const names = async () =>
    (await source.query<{ name: string }[]>('SELECT name FROM thing ORDER BY name')).map(
      (row) => row.name,
    );

  /** Doubles numbers, and remembers which it was given at a time. */
  function doubler(manager: EntityManager) {
    const asked: number[][] = [];
    const double = (n: number) =>
      together(manager, 'double', n, async (all) => {
        asked.push([...all]);
        return manager
          .query<{ n: number }[]>('SELECT n * 2 AS n FROM unnest($1::int[]) AS n', [all])
          .then((rows) => rows.map((row) => row.n));
      });
    return { asked, double };
  }

  test('what is asked in the same moment is one statement, and each gets their own answer', async () => {
    await gathering(async (manager) => {
      const { asked, double } = doubler(manager);
      const answers: number[] = [];
      await allEnded([1, 2, 3], async (n) => {
        // One of them has more to ask before, and comes later.
        if (n === 2) await manager.query('SELECT 1');
        answers.push(await double(n), await double(n * 10));
      });
      expect(answers.toSorted((a, b) => a - b)).toEqual([2, 4, 6, 20, 40, 60]);
      expect(asked.flat()).toHaveLength(6);
      expect(asked.length).toBeLessThan(6);
    });
  });

  test('a transaction that does not gather does each at once', async () => {
    await inTransaction(source, async (manager) => {
      const { asked, double } = doubler(manager);
      expect(await double(4)).toBe(8);
      expect(await double(5)).toBe(10);
      expect(asked).toEqual([[4], [5]]);
    });
  });

  test('rows of one table are one statement; which of them met a conflict is told', async () => {
    const row = (name: string) => ({
      id: newId(),
      name,
      seal: Buffer.from([0, 255, 92]),
      tags: ['a', 'b,"c'],
      more: { quote: '\'"\\' },
      at: new Date('2026-03-08T07:30:00Z'),
    });
    const added = await gathering((manager) =>
      Promise.all(
        ['one', 'two', 'one'].map((name) =>
          insertRow(manager, 'thing', row(name), { onConflict: 'DO NOTHING' }),
        ),
      ),
    );
    expect(added).toEqual([true, true, false]);
    const [kept] = await source.query<object[]>(
      "SELECT seal, tags, more, at FROM thing WHERE name = 'one'",
    );
    expect(kept).toEqual({
      seal: Buffer.from([0, 255, 92]),
      tags: ['a', 'b,"c'],
      more: { quote: '\'"\\' },
      at: new Date('2026-03-08T07:30:00Z'),
    });
  });

  test('when one fails, the others have ended before the transaction is undone', async () => {
    let ended = 0;
    const failing = gathering((manager) =>
      allEnded(['one', 'two', 'bad'], async (name) => {
        if (name === 'bad') throw new Error('no');
        await insertRow(manager, 'thing', { id: newId(), name });
        await manager.query('SELECT pg_sleep(0.02)');
        ended += 1;
      }),
    );
    await expect(failing).rejects.toThrow('no');
    expect(ended).toBe(2);
    expect(await names()).toEqual([]);
  });

  test('a part that fails is undone alone, with what it gathered; what was gathered before is written', async () => {
    const write = (manager: EntityManager) => async (all: readonly string[]) => {
      for (const name of all) await insertRow(manager, 'thing', { id: newId(), name });
    };
    const error = new Error('no');
    await gathering(async (manager) => {
      await gather(manager, 'things', ['before'], write(manager));
      const undone = await inSavepoint(manager, async () => {
        await insertRow(manager, 'thing', { id: newId(), name: 'inside' });
        await gather(manager, 'things', ['gathered inside'], write(manager));
        throw error;
      });
      expect(undone).toEqual({ failed: error });
      const done = await inSavepoint(manager, () =>
        gather(manager, 'things', ['after'], write(manager)),
      );
      expect(done).toBeUndefined();
    });
    expect(await names()).toEqual(['after', 'before']);
  });
});
