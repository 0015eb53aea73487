import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, type Logger } from '#platform';
import type { Arrival, DoorOutcome, InquiryDoor } from './door.js';
import type { SealedArrival } from './seal-arrivals.js';
import { sealedArrivalFromJson, sealedArrivalToJson } from './spool-file.js';

export interface SpoolOptions {
  /** Folder of the waiting files; made (0700) when it is missing. */
  directory: string;
  door: InquiryDoor;
  logger: Logger;
  /** How often waiting files are tried again, in milliseconds; 3,000 unless said. */
  replayEvery?: number;
}

/**
 * Where sealed arrivals wait, fsynced, while the database is away. Each file is one arrival; they
 * are replayed in the order they came, and a replay of one that was stored already changes nothing.
 */
export class Spool {
  #timer: NodeJS.Timeout | undefined;
  #replaying: Promise<number> | undefined;

  constructor(private readonly options: SpoolOptions) {}

  /**
   * Stores the arrival, or keeps it in the spool when it can't be stored. Either way it is on disk
   * when this returns. Throws only when both are impossible.
   */
  async takeOrKeep(arrival: Arrival): Promise<DoorOutcome | 'kept'> {
    const sealed = this.options.door.seal(arrival);
    try {
      return await this.options.door.commit(sealed);
    } catch (error) {
      this.options.logger.error(
        { err: error instanceof DomainError ? error.cause : error, inquiryId: sealed.id },
        'an inquiry could not be stored and is kept in the spool',
      );
      await this.keep(sealed);
      return 'kept';
    }
  }

  /** Writes one sealed arrival to disk; on disk when it returns. */
  async keep(arrival: SealedArrival): Promise<void> {
    const { directory } = this.options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, `${arrival.id}.json`);
    const draft = `${path}.new`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(sealedArrivalToJson(arrival));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await this.#syncFolder();
  }

  /** Starts replaying every few seconds, until {@link stop}. */
  start(): void {
    this.#timer ??= setInterval(() => {
      this.replay().catch((error: unknown) => {
        this.options.logger.error({ err: error }, 'the spool could not be replayed');
      });
    }, this.options.replayEvery ?? 3000).unref();
  }

  /** Stops replaying and waits for the replay under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#replaying?.catch(() => undefined);
  }

  /** Stores what waits, oldest first; answers how many were stored. One replay runs at a time. */
  replay(): Promise<number> {
    this.#replaying ??= this.#replay().finally(() => {
      this.#replaying = undefined;
    });
    return this.#replaying;
  }

  /** How many arrivals wait. */
  async waiting(): Promise<number> {
    return (await this.#files()).length;
  }

  async #replay(): Promise<number> {
    let stored = 0;
    for (const name of await this.#files()) {
      const path = join(this.options.directory, name);
      const arrival = await this.#read(path);
      if (!arrival) continue;
      try {
        await this.options.door.commit(arrival);
      } catch (error) {
        if (error instanceof DomainError && error.code === 'service.database_away') return stored;
        this.options.logger.error(
          { err: error, inquiryId: arrival.id },
          'a kept inquiry is refused',
        );
        continue;
      }
      await unlink(path);
      stored += 1;
    }
    if (stored > 0) {
      await this.#syncFolder();
      this.options.logger.info({ stored }, 'kept inquiries are stored now');
    }
    return stored;
  }

  /** A file that can't be read is set aside for a human, never deleted. */
  async #read(path: string): Promise<SealedArrival | undefined> {
    try {
      return sealedArrivalFromJson(await readFile(path, 'utf8'));
    } catch (error) {
      this.options.logger.error({ err: error, path }, 'a spool file is broken and set aside');
      await rename(path, path.replace(/\.json$/, '.bad'));
      return undefined;
    }
  }

  /** UUIDv7 names: the order of names is the order of arrival. */
  async #files(): Promise<string[]> {
    try {
      const names = await readdir(this.options.directory);
      return names.filter((name) => name.endsWith('.json')).sort();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Makes the name of a new file as durable as its content (Windows can't, and needn't). */
  async #syncFolder(): Promise<void> {
    if (process.platform === 'win32') return;
    const folder = await open(this.options.directory, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
