import { describe, expect, it, jest } from '@jest/globals';
import { isId, newId } from './ids.js';

const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('newId', () => {
  it('gives UUIDs of version 7, none twice, that sort as they were made', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.every((id) => isId(id) && id[14] === '7')).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('tells the time', () => {
    const before = Date.now();
    const at = timeOf(newId());
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at - before).toBeLessThan(1000);
  });

  it('goes on sorting when the clock is set back', () => {
    const first = newId();
    const now = jest.spyOn(Date, 'now').mockReturnValue(timeOf(first) - 60_000);
    try {
      expect(newId() > first).toBe(true);
    } finally {
      now.mockRestore();
    }
  });
});
