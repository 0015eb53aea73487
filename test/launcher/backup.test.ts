import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { Scratch } from './scratch.js';

const LIMIT = 90_000;

describe('R20 backup and restore', () => {
  const scratch = new Scratch(['apps/backup']);
  const backups = join(scratch.dataDir, 'backups');
  const env = {
    PATH: process.env.PATH ?? '',
    DATA_DIR: scratch.dataDir,
    BACKUP_EVERY_MS: '200',
  };
  beforeAll(() => scratch.prepare(), LIMIT);
  afterEach(() => scratch.tidyUp(), LIMIT);
  afterAll(() => scratch.remove(), LIMIT);

  const run = (script: string, ...args: string[]) => {
    const done = spawnSync(process.execPath, [join(scratch.root, script), ...args], {
      cwd: scratch.root,
      env,
      encoding: 'utf8',
    });
    return { code: done.status, out: done.stdout, err: done.stderr };
  };
  const backup = (...args: string[]) => run('dist/apps/backup/src/main.js', ...args);
  const restore = (...args: string[]) => run('apps/launcher/restore.mjs', ...args);
  const owner = async () => {
    const client = new Client({ connectionString: scratch.ownerUrl() });
    await client.connect();
    return client;
  };
  const write = (client: Client, action: string) =>
    client.query(
      `INSERT INTO audit_event (id, at, actor_kind, action, resource) VALUES ($1, now(), 'system', $2, 'drill')`,
      [randomUUID(), action],
    );

  test(
    'R20 what was committed comes back: the base, the log after it, to a point in time; and nothing opens without its key',
    async () => {
      const launched = scratch.start();
      await launched.prints(/Bridgeline is ready/);
      const client = await owner();
      await write(client, 'before.base');
      const made = backup('backup');
      expect(made.err).toBe('');
      expect(made.out).toMatch(/Carry .*private\.json away/);
      const follower = spawn(
        process.execPath,
        [join(scratch.root, 'dist/apps/backup/src/main.js'), 'follow'],
        { cwd: scratch.root, env, stdio: 'ignore' },
      );
      try {
        await write(client, 'after.base');
        await sleep(2500);
        const between = new Date();
        await sleep(300);
        await write(client, 'after.point');
        await sleep(2500);
        follower.kill('SIGKILL');
        await client.end();

        // Everything, beside the one that runs.
        const checked = restore('--check');
        expect(checked.err).toBe('');
        expect(JSON.parse(checked.out)).toMatchObject({ audit: 3, inquiries: 0 });

        // A wrong key, a changed byte, a cut-off file: a sentence each, and nothing is touched.
        const set = readdirSync(backups).find((name) => name.startsWith('20')) ?? '';
        const file = join(backups, set, 'base.tar.gz.sealed');
        const whole = readFileSync(file);
        const key = join(scratch.dataDir, 'keys', 'backup', 'private.json');
        renameSync(key, `${key}.away`);
        expect(restore('--check').err).toContain('There is no key for backups at');
        renameSync(`${key}.away`, key);
        const changed = Buffer.from(whole);
        changed[5000] = (changed[5000] ?? 0) ^ 1;
        writeFileSync(file, changed);
        expect(restore('--check').err).toContain('is not what was sealed');
        writeFileSync(file, whole.subarray(0, whole.length - 10));
        expect(restore('--check')).toMatchObject({
          code: 1,
          err: expect.stringContaining('cut off'),
        });
        writeFileSync(file, whole);
        expect(whole.includes('before.base')).toBe(false);

        // The machine is lost; another start from the backup, to a point in time.
        expect(restore().err).toContain('already runs');
        launched.child.kill('SIGTERM');
        await launched.ended;
        const done = restore('--until', between.toISOString());
        expect(done).toMatchObject({ code: 0, err: '' });
        const again = scratch.start();
        await again.prints(/Bridgeline is ready/);
        const restored = await owner();
        const { rows } = await restored.query(
          "SELECT action FROM audit_event WHERE resource = 'drill' ORDER BY at",
        );
        await restored.end();
        expect(rows.map(({ action }) => action)).toEqual(['before.base', 'after.base']);
      } finally {
        follower.kill('SIGKILL');
      }
    },
    LIMIT,
  );
});
