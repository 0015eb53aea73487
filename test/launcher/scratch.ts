import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The smallest process the launcher can start: it asks the database and says what it was told. */
const stub = (name: string) => `
import { createServer } from 'node:http';
import { createLogger, createPool, runProcess, ${name}Settings } from '#platform';
await runProcess(createLogger('${name}'), async () => {
  const settings = ${name}Settings();
  const pool = createPool(settings.databaseUrl, { name: '${name}', max: 1 });
  const server = createServer(async (request, response) => {
    if (request.url === '/told') return response.end(JSON.stringify(process.env));
    if (request.url === '/pid') return response.end(String(process.pid));
    const ready = await pool.query('SELECT 1').then(() => 200, () => 503);
    response.writeHead(ready).end();
  });
  await new Promise((resolve) => server.listen(settings.port, settings.host, resolve));
  return { close: async () => { server.closeAllConnections(); server.close(); await pool.end(); } };
});
`;

export type ProcessName = 'site' | 'desk' | 'worker';

/** A copy of the project with the real launcher, migration and libs, and stubs for the processes. */
export class Scratch {
  readonly root = mkdtempSync(join(tmpdir(), 'bridgeline-launcher-'));
  readonly dataDir = join(this.root, 'data');
  readonly #launched: Launched[] = [];
  /**
   * @param more folders that are compiled beside the libs and the migration
   * @param real processes that are themselves, and no stubs
   */
  constructor(
    private readonly more: readonly string[] = [],
    private readonly real: readonly ProcessName[] = [],
  ) {}

  ports: Record<ProcessName, number> = { site: 0, desk: 0, worker: 0 };

  async prepare(): Promise<void> {
    // PostgreSQL runs under another account when the tests run as root.
    chmodSync(this.root, 0o755);
    cpSync(join(repository, 'apps', 'launcher'), join(this.root, 'apps', 'launcher'), {
      recursive: true,
    });
    for (const file of ['package.json', 'package-lock.json']) {
      cpSync(join(repository, file), join(this.root, file), { preserveTimestamps: true });
    }
    // Never newer than what is installed: the launcher would run `npm ci`, which empties the very packages we run on.
    utimesSync(join(this.root, 'package-lock.json'), 1, 1);
    symlinkSync(join(repository, 'node_modules'), join(this.root, 'node_modules'), 'dir');
    const apps = this.real.map((name) => `apps/${name}`);
    for (const part of ['libs', 'apps/migrate', ...apps, ...this.more])
      this.#compile(join(repository, part));
    for (const name of ['site', 'desk', 'worker'] as const) {
      if (!this.real.includes(name)) this.#write(`dist/apps/${name}/src/main.js`, stub(name));
      this.ports[name] = await freePort();
    }
  }

  /** Starts the launcher; the text of everything it prints gathers in `output`. */
  start(env: Record<string, string> = {}): Launched {
    const child = spawn(
      process.execPath,
      [join(this.root, 'apps', 'launcher', 'start.mjs'), '--no-build'],
      {
        cwd: this.root,
        env: {
          PATH: process.env.PATH,
          DATA_DIR: this.dataDir,
          SITE_PORT: String(this.ports.site),
          DESK_PORT: String(this.ports.desk),
          WORKER_PORT: String(this.ports.worker),
          ...env,
        },
      },
    );
    const launched = new Launched(child);
    this.#launched.push(launched);
    return launched;
  }

  /** Ends what a failed test left running. */
  async tidyUp(): Promise<void> {
    for (const launched of this.#launched.splice(0)) {
      launched.child.kill('SIGTERM');
      await launched.ended;
    }
  }

  /** Every process whose command line or folder names this copy. */
  processesLeft(): string[] {
    if (!existsSync('/proc/self/cmdline')) return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
          const folder = readlinkSync(`/proc/${pid}/cwd`);
          return `${command} ${folder}`.includes(this.root);
        } catch {
          // It ended while we looked.
          return false;
        }
      });
  }

  /** The address of the embedded database, as its owner; of the server that runs now. */
  ownerUrl(): string {
    const secret = readFileSync(join(this.dataDir, 'secrets', 'owner.json'), 'utf8');
    const { password } = JSON.parse(secret) as { password: string };
    const port = readFileSync(join(this.dataDir, 'postgres-port'), 'utf8').trim();
    return `postgres://bridgeline:${password}@127.0.0.1:${port}/bridgeline`;
  }

  async ask(name: ProcessName, path: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.ports[name]}${path}`);
    return answer.text();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #compile(folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const file = join(entry.parentPath, entry.name);
      if (!entry.isFile() || /\.test\.tsx?$/.test(file)) continue;
      if (!/\.tsx?$/.test(file)) {
        // Texts and pictures beside the code go along with it, as the build has it.
        cpSync(file, join(this.root, 'dist', relative(repository, file)), { recursive: true });
        continue;
      }
      const { code } = transformFileSync(file, {
        swcrc: false,
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: file.endsWith('x'), decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic' },
          },
        },
        module: { type: 'es6' },
      });
      this.#write(join('dist', relative(repository, file)).replace(/\.tsx?$/, '.js'), code);
    }
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }
}

/** A launcher that runs. */
export class Launched {
  output = '';
  readonly ended: Promise<number | string>;

  constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => {
      this.output += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      this.output += String(chunk);
    });
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => resolve(signal ?? code ?? -1));
    });
  }

  /** Waits until it has printed something; fails with what it did print. */
  async prints(pattern: RegExp, within = 30_000): Promise<RegExpMatchArray> {
    for (const until = Date.now() + within; Date.now() < until; ) {
      const match = this.output.match(pattern);
      if (match) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) break;
      await new Promise((resolve) => {
        setTimeout(resolve, 25);
      });
    }
    throw new Error(`The launcher did not print ${pattern}, but:\n${this.output}`);
  }
}

/** Whether something comes true within so many milliseconds. */
export async function eventually(
  check: () => boolean | Promise<boolean>,
  within = 15_000,
): Promise<boolean> {
  for (const until = Date.now() + within; Date.now() < until; ) {
    if (await check()) return true;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  return false;
}

/** A port of loopback that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
