import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, JobRegistry, reasonOf } from '#queue';

const payload = z.object({ leadId: z.string() });
const one = defineJob({ queue: 'intake', name: 'one', payload });
const two = defineJob({ queue: 'intake', name: 'two', payload });
const done = async () => undefined;

describe('the registry of jobs', () => {
  it('starts with exactly one handler for each declared job', () => {
    const registry = new JobRegistry([one, two]).handle(one, done).handle(two, done);
    expect(() => registry.check()).not.toThrow();
    expect(registry.queues()).toEqual(['intake']);
    expect(registry.find('intake', 'one')).toEqual({ definition: one, handler: done });
    expect(registry.find('intake', 'three')).toBeUndefined();
  });

  it('names every job without a handler', () => {
    expect(() => new JobRegistry([one, two]).check()).toThrow(
      'No handler for: intake/one, intake/two.',
    );
  });

  it('refuses a second handler, an undeclared job, and a name declared twice', () => {
    expect(() => new JobRegistry([one]).handle(one, done).handle(one, done)).toThrow(
      'intake/one has two handlers',
    );
    expect(() => new JobRegistry([one]).handle(two, done)).toThrow(
      'intake/two is handled, but not',
    );
    expect(() => new JobRegistry([one, one])).toThrow('intake/one is declared twice');
  });
});

describe('the reason that is kept of an error', () => {
  it.each([
    [new Error('Maria Lopez'), 'Error'],
    [Object.assign(new Error('Maria Lopez'), { code: '23505' }), '23505'],
    [new TypeError('Maria Lopez'), 'TypeError'],
    ['Maria Lopez', 'unknown'],
    [undefined, 'unknown'],
  ])('of %p is %s, never what it says', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});
