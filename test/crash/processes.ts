import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A process of ours that a test started. */
export interface Started {
  child: ChildProcess;
  url: string;
  /** Resolves with the exit code or signal. */
  gone: Promise<number | NodeJS.Signals | null>;
}

/** The processes that can be started. */
export type App = 'site' | 'desk' | 'worker';

/** What one start differs in. */
export interface How {
  /** A free one unless said. */
  port?: number;
  /** Where it listens; loopback unless said. */
  host?: string;
  env?: Record<string, string>;
  /** Arguments of Node's own. */
  nodeArgs?: readonly string[];
  /** A command that starts it in its stead, given the command line: `ip netns exec NAME`. */
  under?: readonly string[];
}

/** How processes are started. */
export interface Setup {
  /** The folder that {@link buildProcesses} gave. */
  built: string;
  /** Environment for all of them. */
  env: Record<string, string>;
  /** Their log lines go here. */
  logFile: string;
}

/** Starts real processes and ends those that are left. */
export class Processes {
  readonly #log: WriteStream;
  readonly #all = new Set<ChildProcess>();

  constructor(private readonly setup: Setup) {
    this.#log = createWriteStream(setup.logFile, { flags: 'a' });
  }

  /** Starts `dist/apps/<app>/src/main.js` on a free port; resolves when it says it is ready. */
  async start(
    app: App,
    { port, host = '127.0.0.1', env = {}, nodeArgs = [], under = [] }: How = {},
  ): Promise<Started> {
    const chosen = port ?? (await freePort());
    const script = join(this.setup.built, 'dist', 'apps', app, 'src', 'main.js');
    const [command, ...args] = [...under, process.execPath, ...nodeArgs, script];
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        ...this.setup.env,
        [`${app.toUpperCase()}_PORT`]: String(chosen),
        [`${app.toUpperCase()}_HOST`]: host,
        ...env,
      },
    });
    this.#all.add(child);
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    const gone = new Promise<number | NodeJS.Signals | null>((resolve) => {
      child.once('exit', (code, signal) => {
        this.#all.delete(child);
        resolve(signal ?? code);
      });
    });
    await Promise.race([
      new Promise<void>((resolve) => {
        child.once('message', () => resolve());
      }),
      gone.then((end) => {
        throw new Error(`${app} ended before it was ready (${end}); see ${this.setup.logFile}`);
      }),
    ]);
    return { child, url: `http://${host}:${chosen}`, gone };
  }

  /** kill -9 to whatever still runs. */
  async endAll(): Promise<void> {
    const left = [...this.#all];
    await Promise.all(
      left.map(
        (child) =>
          new Promise<void>((resolve) => {
            child.once('exit', () => resolve());
            child.kill('SIGKILL');
          }),
      ),
    );
    this.#log.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
