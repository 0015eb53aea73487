import type { Pool } from 'pg';
import type { z } from 'zod';
import { ConsentPage, FacilityPage, OpenedPacket } from '#contract';
import { databaseIsAway } from '#inquiries';
import type { Logger } from '#platform';
import { capabilityDigest, isToken, openCapability } from '#vault';

/** What a link opens now. */
export interface LinkPage<Page> {
  /** False: it has ended, or was revoked. */
  usable: boolean;
  /** Undefined while it is not usable, or nothing was written yet. */
  page: Page | undefined;
  /** When the page was last written; to see that an answer has been taken in. */
  writtenAt: Date | null;
}

interface LinkRow {
  usable: boolean;
  sealed: Buffer | null;
  sealed_at: Date | null;
}

/** What a look at a link gives; null: nobody can tell, the database is away. */
export async function unlessAway<Found>(look: () => Promise<Found>): Promise<Found | null> {
  try {
    return await look();
  } catch (error) {
    if (databaseIsAway(error)) return null;
    throw error;
  }
}

/** Reads what is sealed to the holders of links. The site opens it only while a holder is asking. */
export class SealedPages {
  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  /** The page behind a facility's link; undefined for a token that was never given out. */
  facility(token: string): Promise<LinkPage<FacilityPage> | undefined> {
    return this.#page(token, 'read_referral_link', FacilityPage);
  }

  /** The page at which a patient signs; undefined for a token that was never given out. */
  consent(token: string): Promise<LinkPage<ConsentPage> | undefined> {
    return this.#page(token, 'read_consent_request', ConsentPage);
  }

  /** The packet that this browser's own token opens; undefined when it is not there (any more). */
  async packet(opening: string): Promise<OpenedPacket | undefined> {
    if (!isToken(opening)) return undefined;
    const [row] = await this.#ask<{ sealed: Buffer }>('read_referral_packet', opening);
    return row ? this.#open(opening, row.sealed, OpenedPacket) : undefined;
  }

  async #page<Page>(
    token: string,
    read: 'read_referral_link' | 'read_consent_request',
    schema: z.ZodType<Page>,
  ): Promise<LinkPage<Page> | undefined> {
    if (!isToken(token)) return undefined;
    const [row] = await this.#ask<LinkRow>(read, token);
    if (!row) return undefined;
    const page = row.sealed ? this.#open(token, row.sealed, schema) : undefined;
    return { usable: row.usable, page, writtenAt: row.sealed_at };
  }

  async #ask<Row extends object>(read: string, token: string): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({
      name: read,
      text: `SELECT * FROM ${read}($1)`,
      values: [capabilityDigest(token)],
      query_timeout: 1500,
    } as { text: string; values: unknown[] });
    return rows;
  }

  /** What does not open is as if it were not there; staff sees the error. */
  #open<Page>(token: string, sealed: Buffer, schema: z.ZodType<Page>): Page | undefined {
    try {
      return schema.parse(JSON.parse(openCapability(token, sealed).toString('utf8')));
    } catch (error) {
      this.logger.error({ err: error }, 'what is sealed to a link does not open');
      return undefined;
    }
  }
}
