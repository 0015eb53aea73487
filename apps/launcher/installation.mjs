// One Bridgeline on one data folder: PostgreSQL, migration, site, desk and worker.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, ownerEnvironment } from './environment.mjs';
import { demoMailbox } from './demo-mailbox.mjs';
import { isTaken, takeLock } from './lock.mjs';
import { freePort, isFree, startPostgres } from './postgres.mjs';
import { endPrograms, runOnce, Supervised } from './processes.mjs';
import { demoProviderSecrets, installationSecrets } from './secrets.mjs';

const names = ['site', 'desk', 'worker'];
const ports = { site: 3000, desk: 3001, worker: 3002 };

/** How long a process may take from its start to `/health/ready`; milliseconds. */
const READY_WITHIN = 60_000;

export class Installation {
  #postgres;
  #processes = [];
  /** The path of the one-time link for the first administrator; empty when there is one. */
  firstAdministratorLink;

  #preparing;
  #release;
  #databaseUrl;
  #secrets;
  #stopping = false;

  constructor({ root, env, demo, say, dataDir }) {
    Object.assign(this, { root, env, demo, say, dataDir });
  }

  /** Where site, desk and worker answer, as a person on this machine types it. */
  get addresses() {
    return Object.fromEntries(
      names.map((name) => {
        const { host, port } = this.#listensOn(name);
        const shown = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
        return [name, `http://${shown}:${port}`];
      }),
    );
  }

  /** Resolves when all three processes say they are ready. Fails with a sentence for a person. */
  async start() {
    this.#release = takeLock(this.dataDir, this.say);
    await this.#checkPorts();
    this.#secrets = installationSecrets(this.dataDir);
    if (this.demo) this.env = { ...demoProviderSecrets(this.dataDir), ...this.env };
    this.#preparing = this.#prepareDatabase();
    await Promise.all([this.#prepareKeys(), this.#preparing]);
    if (this.#stopping) return;
    await this.#own('apps/migrate/src/main.js', 'The migration');
    if (this.demo) await this.#own('apps/demo/src/main.js', 'Loading the demo');
    if (this.#stopping) return;
    if (this.demo) await this.#openMailbox();
    this.#processes.push(...names.map((name) => this.#supervised(name)));
    const link = this.demo ? undefined : this.#offerFirstAdministrator();
    await Promise.all(
      this.#processes
        .filter(({ name }) => names.includes(name))
        .map(async (process) => {
          await process.start();
          await this.#untilReady(process.name);
        }),
    );
    this.firstAdministratorLink = await link;
  }

  /** The demo's own mail server, unless settings name another. */
  async #openMailbox() {
    if (this.env.IMAP_URL || this.env.SMTP_URL) return;
    const { root, dataDir, say } = this;
    const { process, settings } = await demoMailbox({ root, dataDir, say });
    this.#processes.push(process);
    await process.start();
    this.env = { ...this.env, ...settings };
  }

  /** Stops the three processes, then PostgreSQL, then gives the folder free. */
  async stop() {
    this.#stopping = true;
    await Promise.all([endPrograms(), ...this.#processes.map((process) => process.stop())]);
    // A server on its way up can only be stopped when it is up.
    await Promise.allSettled([this.#preparing]);
    await this.#postgres?.stop();
    this.#release?.();
  }

  /** Ends everything at once; PostgreSQL recovers at the next start. */
  kill() {
    this.#stopping = true;
    for (const process of this.#processes) process.kill();
    void endPrograms();
    this.#postgres?.kill();
    this.#release?.();
  }

  #listensOn(name) {
    const upper = name.toUpperCase();
    return {
      host: this.env[`${upper}_HOST`] || '127.0.0.1',
      port: Number(this.env[`${upper}_PORT`] || ports[name]),
    };
  }

  async #checkPorts() {
    for (const name of names) {
      const { host, port } = this.#listensOn(name);
      if (!Number.isInteger(port) || port < 1 || port > 65_535) {
        throw new Error(`${name.toUpperCase()}_PORT is not a port: set a number from 1 to 65535.`);
      }
      if (await isFree(port, host)) continue;
      throw new Error(
        `Port ${port}, where the ${name} is to listen, is taken by another program. ` +
          `Stop that program, or set ${name.toUpperCase()}_PORT to a free port.`,
      );
    }
  }

  async #prepareKeys() {
    if (this.env.BRIDGELINE_KEYS && this.env.BRIDGELINE_SITE_KEYS) return;
    await runOnce({
      script: join(this.root, 'dist/apps/migrate/src/keys.js'),
      env: { PATH: this.env.PATH, SystemRoot: this.env.SystemRoot, DATA_DIR: this.dataDir },
      cwd: this.root,
      what: 'Reading the keys',
    });
  }

  async #prepareDatabase() {
    this.#databaseUrl = this.env.DATABASE_URL;
    if (this.#databaseUrl) return;
    const port = await this.#postgresPort();
    await this.#startPostgres(port);
    this.#databaseUrl = this.#postgres.url('bridgeline');
  }

  async #startPostgres(port) {
    this.#postgres = await startPostgres({
      dataDir: join(this.dataDir, 'postgres'),
      logFile: join(this.dataDir, 'logs', 'postgres.log'),
      port,
      password: this.#secrets.owner.password,
      elsewhere: this.#secrets.owner.id,
      say: this.say,
      onExit: (reason) => void this.#restartPostgres(port, reason),
    });
  }

  async #restartPostgres(port, reason) {
    for (let pause = 500; !this.#stopping; pause = Math.min(pause * 2, 30_000)) {
      this.say(
        `PostgreSQL ended unexpectedly (${reason}); starting it again in ${pause / 1000} s.`,
      );
      await sleep(pause);
      if (this.#stopping) return;
      try {
        await this.#startPostgres(port);
        this.say('PostgreSQL is back.');
        return;
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
  }

  /** The same port each time, so that a tool set to it keeps working; another if it is taken. */
  async #postgresPort() {
    const file = join(this.dataDir, 'postgres-port');
    const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (remembered > 0 && (await isFree(remembered, '127.0.0.1'))) return remembered;
    const port = await freePort();
    mkdirSync(this.dataDir, { recursive: true });
    writeFileSync(file, `${port}\n`);
    return port;
  }

  /**
   * Runs one of the owner's programs on this data folder, with the server that runs there already, or with one that is
   * started, migrated and stopped for it.
   */
  async run(script, args, what) {
    if (isTaken(this.dataDir) && !this.env.DATABASE_URL) {
      this.#secrets = installationSecrets(this.dataDir);
      const { password } = this.#secrets.owner;
      const port = readFileSync(join(this.dataDir, 'postgres-port'), 'utf8').trim();
      this.#databaseUrl = `postgres://bridgeline:${password}@127.0.0.1:${port}/bridgeline`;
    } else {
      this.#release = takeLock(this.dataDir, this.say);
      this.#secrets = installationSecrets(this.dataDir);
      this.#preparing = this.#prepareDatabase();
      await Promise.all([this.#prepareKeys(), this.#preparing]);
      if (!this.#stopping) await this.#own('apps/migrate/src/main.js', 'The migration');
    }
    if (!this.#stopping) await this.#own(script, what, true, args);
  }

  #own(script, what, show = true, args = []) {
    const file = join(this.root, 'dist', script);
    return runOnce({
      script: file,
      args,
      env: ownerEnvironment(this.#told()),
      cwd: this.root,
      what,
      show,
    });
  }

  async #offerFirstAdministrator() {
    try {
      const what = 'The link for the first administrator';
      return await this.#own('apps/migrate/src/first-admin.js', what, false);
    } catch (error) {
      // Not worth keeping everyone else from working; the next start offers it again.
      if (!this.#stopping) this.say(error instanceof Error ? error.message : String(error));
      return '';
    }
  }

  #told() {
    const { dataDir, demo, env } = this;
    return { dataDir, demo, env, secrets: this.#secrets, databaseUrl: this.#databaseUrl };
  }

  #supervised(name) {
    return new Supervised({
      name,
      script: join(this.root, 'dist', 'apps', name, 'src', 'main.js'),
      env: environmentOf(name, this.#told()),
      cwd: this.root,
      logFile: join(this.dataDir, 'logs', `${name}.log`),
      say: this.say,
    });
  }

  async #untilReady(name) {
    const { host, port } = this.#listensOn(name);
    const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const shown = reachable.includes(':') ? `[${reachable}]` : reachable;
    const until = Date.now() + READY_WITHIN;
    while (Date.now() < until && !this.#stopping) {
      const answer = await fetch(`http://${shown}:${port}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
    if (this.#stopping) return;
    throw new Error(
      `The ${name} started but does not become ready. Its log: ${join(this.dataDir, 'logs', `${name}.log`)}`,
    );
  }
}
