import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from '#platform';
import { Routing, type RoutingReader } from './routing.js';

export interface RoutingSnapshotOptions {
  pool: Pool;
  /** The file the last known routing is kept in. */
  path: string;
  logger: Logger;
  /** Told whenever it was read anew. */
  renewed: () => void;
  /** A routing older than this is read again in the background; milliseconds, 15,000 unless said. */
  freshFor?: number;
}

const FRESH_FOR_MS = 15_000;
/** How long somebody who calls waits for it; milliseconds. */
const RENEWED_WITHIN_MS = 800;
/** After a reading that failed: soon, since a page without our number is the worst of all pages. */
const AGAIN_AFTER_MS = 1000;

const READ = {
  name: 'read-routing',
  text: `SELECT tracking_phone, label, utm_source, is_default, organisation, legal_name, who_answers,
      who_pays, time_zone, business_hours, duty_phone, backup_phone, record_calls, greeting_en, greeting_es, ring,
      utm_campaign, referrer_host, path_prefix
    FROM public_routing ORDER BY is_default DESC, tracking_phone`,
  query_timeout: 1000,
};

interface Row {
  tracking_phone: string;
  label: string;
  utm_source: string | null;
  utm_campaign: string | null;
  referrer_host: string | null;
  path_prefix: string | null;
  is_default: boolean;
  organisation: string;
  legal_name: string;
  who_answers: string;
  who_pays: string;
  time_zone: string;
  business_hours: unknown;
  duty_phone: string | null;
  backup_phone: string | null;
  record_calls: boolean;
  greeting_en: string;
  greeting_es: string;
  ring: unknown;
}

/**
 * The routing in memory and on disk. Pages and calls get the last known one at once; it is renewed
 * behind them, so a database that is away costs a visitor nothing.
 */
export class RoutingSnapshot implements RoutingReader {
  #known: Routing | undefined;
  #freshUntil = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #written = '';

  constructor(private readonly options: RoutingSnapshotOptions) {}

  async current(): Promise<Routing | undefined> {
    if (performance.now() <= this.#freshUntil) return this.#known;
    const renewal = this.refresh();
    if (!this.#known) await renewal;
    return this.#known;
  }

  /**
   * For a call: who rings changes by the minute, and on a quiet site the last known routing may be hours old. Waits a moment
   * for it to be renewed; a database that is away does not keep the caller waiting longer than that.
   */
  async renewed(): Promise<Routing | undefined> {
    if (performance.now() <= this.#freshUntil) return this.#known;
    const tooLong = sleep(RENEWED_WITHIN_MS, undefined, { ref: false });
    await Promise.race([this.refresh(), tooLong]);
    return this.#known ?? this.current();
  }

  /** Reads the routing anew; on failure the last known one stays, or comes from the file. */
  refresh(): Promise<void> {
    this.#reading ??= this.#refresh().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #refresh(): Promise<void> {
    const freshFor = this.options.freshFor ?? FRESH_FOR_MS;
    this.#freshUntil = performance.now() + freshFor;
    try {
      const { rows } = await this.options.pool.query<Row>(READ);
      if (rows.length > 0) this.#known = routingOf(rows);
      this.options.renewed();
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the routing could not be read; the last one stays');
      this.#freshUntil = performance.now() + Math.min(freshFor, AGAIN_AFTER_MS);
      this.#known ??= await this.#fromFile();
      return;
    }
    await this.#toFile();
  }

  async #fromFile(): Promise<Routing | undefined> {
    try {
      return Routing.parse(JSON.parse(await readFile(this.options.path, 'utf8')));
    } catch (error) {
      this.options.logger.warn({ err: error }, 'there is no usable routing snapshot');
      return undefined;
    }
  }

  async #toFile(): Promise<void> {
    const text = JSON.stringify(this.#known);
    if (text === undefined || text === this.#written) return;
    try {
      const draft = `${this.options.path}.${process.pid}.new`;
      await mkdir(dirname(this.options.path), { recursive: true, mode: 0o700 });
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, this.options.path);
      this.#written = text;
    } catch (error) {
      this.options.logger.error({ err: error }, 'the routing snapshot could not be written');
    }
  }
}

function routingOf(rows: Row[]): Routing {
  const [first] = rows;
  return Routing.parse({
    organisation: first && {
      name: first.organisation,
      legalName: first.legal_name,
      whoAnswers: first.who_answers,
      whoPays: first.who_pays,
      timeZone: first.time_zone,
      businessHours: first.business_hours,
      dutyPhone: first.duty_phone,
      backupPhone: first.backup_phone,
      recordCalls: first.record_calls,
      greetingEn: first.greeting_en,
      greetingEs: first.greeting_es,
    },
    numbers: rows.map((row) => ({
      phone: row.tracking_phone,
      label: row.label,
      utmSource: row.utm_source,
      utmCampaign: row.utm_campaign,
      referrerHost: row.referrer_host,
      pathPrefix: row.path_prefix,
      isDefault: row.is_default,
      ring: row.ring,
    })),
  });
}
