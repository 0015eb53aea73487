/** A PostgreSQL of its own that waits for the disk, and the real processes on it. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startPostgres } from '../../apps/launcher/postgres.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const passwords = { site: 'site', desk: 'desk', worker: 'worker' };

/** A folder for one part of the run; PostgreSQL, under an account of its own, may enter it. */
export function newFolder(part) {
  const folder = mkdtempSync(join(tmpdir(), `bridgeline-bench-${part}-`));
  chmodSync(folder, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** An empty, migrated database with keys, and a way to start processes on it. */
export class Ground {
  #children = new Set();

  static async open() {
    const { folder, remove } = newFolder('intake');
    const server = await startPostgres({
      dataDir: join(folder, 'postgres'),
      logFile: join(folder, 'postgres.log'),
      port: await freePort(),
      password: 'bench',
    });
    const { migrate } = await import('../../dist/apps/migrate/src/migrate.js');
    const ownerUrl = server.url('postgres');
    await migrate({ databaseUrl: ownerUrl, passwords, say: () => undefined });
    const ground = new Ground();
    Object.assign(ground, { folder, remove, server, ownerUrl });
    await ground.#keys();
    return ground;
  }

  /** Starts `dist/apps/<name>`; resolves when it says it is ready. */
  async app(name, nodeArgs = [], env = {}) {
    const upper = name.toUpperCase();
    const url = new URL(this.ownerUrl);
    url.username = `bridgeline_${name}`;
    url.password = passwords[name];
    return this.start(join(root, 'dist', 'apps', name, 'src', 'main.js'), nodeArgs, {
      DATA_DIR: this.folder,
      LOG_LEVEL: 'warn',
      BRIDGELINE_KEYS_DIR: join(this.folder, 'keys', name === 'site' ? 'site' : 'ring'),
      [`${upper}_DATABASE_URL`]: url.href,
      [`${upper}_PORT`]: String(await freePort()),
      ...env,
    });
  }

  /** Starts any script; resolves when it sends its first message. */
  async start(script, nodeArgs, env) {
    const log = openSync(join(this.folder, 'processes.log'), 'a');
    const child = spawn(process.execPath, [...nodeArgs, script], {
      cwd: process.cwd(),
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', log, log, 'ipc'],
    });
    this.#children.add(child);
    const gone = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    const [message] = await Promise.race([
      new Promise((resolve) => {
        child.once('message', (said) => resolve([said]));
      }),
      gone.then((code) => {
        throw new Error(`${script} ended with ${code}; see ${this.folder}/processes.log`);
      }),
    ]);
    const port = Object.entries(env).find(([name]) => name.endsWith('_PORT'))?.[1] ?? message.port;
    const stop = async () => {
      child.kill('SIGTERM');
      await gone;
      this.#children.delete(child);
    };
    return { pid: child.pid, url: `http://127.0.0.1:${port}`, stop };
  }

  async close() {
    for (const child of this.#children) child.kill('SIGTERM');
    await sleep(this.#children.size > 0 ? 1000 : 0);
    await this.server.stop();
    this.remove();
  }

  #keys() {
    const child = spawn(process.execPath, [join(root, 'dist/apps/migrate/src/keys.js')], {
      env: { PATH: process.env.PATH, DATA_DIR: this.folder },
      stdio: 'inherit',
    });
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => {
        if (code === 0) resolve(undefined);
        else reject(new Error(`making keys ended with ${code}`));
      });
    });
  }
}
