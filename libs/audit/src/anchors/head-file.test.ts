import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readHeads, writeHead } from './head-file.js';

const head = (seq: number) => ({ seq, hash: Buffer.alloc(32, seq) });

describe('R6 heads of the audit outside the database', () => {
  let folder: string;
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'heads-')), 'audit-heads');
  });
  afterAll(() => rm(join(folder, '..'), { recursive: true }));

  test('are added, never the same twice, over the turn of the year, for their owner only', async () => {
    expect(await readHeads(folder)).toEqual([]);
    const december = new Date('2026-12-31T23:59:00Z');
    expect(await writeHead(folder, head(5), december)).toBe(true);
    expect(await writeHead(folder, head(5), december)).toBe(false);
    expect(await writeHead(folder, head(9), new Date('2027-01-01T00:00:00Z'))).toBe(true);
    expect(await readHeads(folder)).toEqual([head(5), head(9)]);
    const { mode } = await stat(join(folder, 'heads-2026.jsonl'));
    expect(mode & 0o077).toBe(0);
  });

  test('a line cut off by a crash is passed over; one that somebody changed is named', async () => {
    await appendFile(join(folder, 'heads-2027.jsonl'), '{"at":"2027-01-01T0');
    expect(await readHeads(folder)).toEqual([head(5), head(9)]);
    await appendFile(join(folder, 'heads-2027.jsonl'), '\n');
    await expect(readHeads(folder)).rejects.toThrow('heads-2027.jsonl, line 2');
    expect(await readFile(join(folder, 'heads-2026.jsonl'), 'utf8')).toMatch(/"seq":5/);
  });
});
