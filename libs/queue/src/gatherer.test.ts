import { describe, expect, test } from '@jest/globals';
import { Gatherer } from './gatherer.js';

/** A gate that is opened by hand. */
function gate() {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('jobs that wait at the same time', () => {
  test('the first begins at once alone; those that come meanwhile make groups no larger than said', async () => {
    const { opened, open } = gate();
    const groups: number[][] = [];
    const gatherer = new Gatherer<number>({
      together: (jobs) => {
        groups.push([...jobs]);
        return Promise.resolve(new Set(jobs));
      },
      alone: async (job) => {
        groups.push([job]);
        await opened;
      },
      size: 3,
      atOnce: 1,
    });
    const all = Promise.all([1, 2, 3, 4, 5].map((job) => gatherer.add(job)));
    expect(groups).toEqual([[1]]);
    open();
    await all;
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  test('what a group leaves is done alone, and fails with an error of its own', async () => {
    const alone: number[] = [];
    const gatherer = new Gatherer<number>({
      together: (jobs) => Promise.resolve(new Set(jobs.filter((job) => job % 2 === 0))),
      alone: (job) => {
        alone.push(job);
        return job === 3 ? Promise.reject(new Error('three')) : Promise.resolve();
      },
      size: 10,
      atOnce: 1,
    });
    const first = gatherer.add(0);
    const rest = Promise.allSettled([1, 2, 3, 4].map((job) => gatherer.add(job)));
    await first;
    expect((await rest).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(alone).toEqual([0, 1, 3]);
  });
});
