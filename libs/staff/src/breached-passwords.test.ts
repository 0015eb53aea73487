import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { breachedList } from './breached-passwords.js';
import { checkPassword } from './password-policy.js';

const hashOf = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

describe('R8 a file of breached passwords', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'breached-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([1, 2, 3, 50, 777])('of %i lines: each is found, and nothing else', async (count) => {
    const known = Array.from({ length: count }, (_, n) => `known ${n}`);
    const lines = known.map((word, n) => `${hashOf(word)}:${n * 37}`).sort();
    for (const end of ['\n', '\r\n']) {
      await writeFile(file('list'), lines.join(end) + end);
      const isBreached = breachedList(file('list'));
      for (const word of known)
        expect({ word, found: await isBreached(word) }).toEqual({ word, found: true });
      for (let n = 0; n < 50; n += 1) expect(await isBreached(`other ${n}`)).toBe(false);
    }
    await writeFile(file('bare'), lines.map((line) => line.slice(0, 40)).join('\n'));
    for (const word of known.slice(0, 20))
      expect(await breachedList(file('bare'))(word)).toBe(true);
  });

  test('an empty file holds nothing; one that is no list is named', async () => {
    await writeFile(file('empty'), '');
    expect(await breachedList(file('empty'))('x')).toBe(false);
    await writeFile(
      file('prose'),
      'once upon a time there was no list of hashes in this file\n'.repeat(9),
    );
    await expect(breachedList(file('prose'))('x')).rejects.toThrow(/prose is no list/);
    await expect(breachedList(file('missing'))('x')).rejects.toThrow(/missing/);
  });

  test('a strong password that was breached is refused', async () => {
    const password = 'violet harbour teapot 41';
    await writeFile(file('one'), `${hashOf(password)}:3\n`);
    const person = { name: 'Rosa Blum', email: 'rosa@desk.example' };
    await checkPassword(password, person);
    await expect(checkPassword(password, person, breachedList(file('one')))).rejects.toMatchObject({
      code: 'auth.weak_password',
      message: expect.stringContaining('breach'),
    });
  });
});
