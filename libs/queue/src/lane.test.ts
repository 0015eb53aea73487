import { describe, expect, test } from '@jest/globals';
import { createLogger, fixedClock } from '#platform';
import { Lane, type TakenRow } from './lane.js';

/** A gate that is opened by hand. */
function gate() {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const rowOf = (n: number): TakenRow => ({ id: String(n), payload: n, requestId: `r${n}` });

/** A table of rows that wait; each group takes as many as it may. */
function waiting(size: number, ids: number[]) {
  const rows = ids.map((n) => rowOf(n));
  const database = { query: () => Promise.resolve({ rows: rows.splice(0, size) }) };
  return {
    rows,
    options: {
      database,
      definition: { queue: 'q', name: 'n', together: size, atOnce: false },
      clock: fixedClock('2026-03-02T15:00:00Z'),
      logger: createLogger('test', { level: 'silent' }),
    },
  };
}

const idsOf = (rows: readonly TakenRow[]) => rows.map(({ id }) => Number(id));

describe('jobs that wait at the same time', () => {
  test('the first begins at once; those that come meanwhile make the next group', async () => {
    const { opened, open } = gate();
    const { rows, options } = waiting(3, [1]);
    const groups: number[][] = [];
    const lane = new Lane({
      ...options,
      together: async (group) => {
        groups.push(idsOf(group));
        if (groups.length === 1) await opened;
        return new Set(group);
      },
      alone: () => Promise.reject(new Error('none is left')),
    });
    lane.wake();
    await new Promise(setImmediate);
    expect(groups).toEqual([[1]]);
    rows.push(...[2, 3].map((n) => rowOf(n)));
    lane.wake();
    await new Promise(setImmediate);
    expect(groups).toEqual([[1]]);
    open();
    await new Promise(setImmediate);
    await lane.stop();
    expect(groups).toEqual([[1], [2, 3]]);
  });

  test('a full group has another beside it, and no third', async () => {
    const { opened, open } = gate();
    const { options } = waiting(2, [1, 2, 3, 4, 5]);
    const groups: number[][] = [];
    const lane = new Lane({
      ...options,
      together: async (group) => {
        groups.push(idsOf(group));
        await opened;
        return new Set(group);
      },
      alone: () => Promise.reject(new Error('none is left')),
    });
    lane.wake();
    await new Promise(setImmediate);
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ]);
    open();
    await new Promise(setImmediate);
    await lane.stop();
    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });

  test('what a group leaves is done alone', async () => {
    const { options } = waiting(10, [1, 2, 3, 4]);
    const alone: number[] = [];
    const lane = new Lane({
      ...options,
      together: (group) => Promise.resolve(new Set(group.filter(({ id }) => Number(id) % 2 === 0))),
      alone: ({ id }) => {
        alone.push(Number(id));
        return Promise.resolve();
      },
    });
    lane.wake();
    await lane.stop();
    expect(alone).toEqual([1, 3]);
  });
});
