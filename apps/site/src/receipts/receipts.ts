import type { Pool } from 'pg';
import { StatusRendering } from '#inquiries';
import type { Logger } from '#platform';
import { capabilityDigest, humanReference, isToken, openCapability } from '#vault';

/** What the holder of a token may know. */
export interface Receipt {
  /** `XXXX-XXXX`. */
  reference: string;
  /** Undefined until the worker has written the first one. */
  rendering: StatusRendering | undefined;
}

const READ = 'SELECT known, sealed FROM read_rendering($1)';

/** Looks up what a token opens. The site can open a rendering only while its holder is asking. */
export class Receipts {
  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  /** Undefined for a token that was never given out. Throws when the database is away. */
  async find(token: string): Promise<Receipt | undefined> {
    if (!isToken(token)) return undefined;
    const { rows } = await this.pool.query<{ known: boolean; sealed: Buffer | null }>({
      name: 'read-rendering',
      text: READ,
      values: [capabilityDigest(token)],
      query_timeout: 1500,
    } as { text: string; values: unknown[] });
    const [row] = rows;
    if (!row?.known) return undefined;
    return {
      reference: humanReference(token),
      rendering: row.sealed ? this.#open(token, row.sealed) : undefined,
    };
  }

  /** A rendering that does not open says "received", as before the first one; staff sees the error. */
  #open(token: string, sealed: Buffer): StatusRendering | undefined {
    try {
      return StatusRendering.parse(JSON.parse(openCapability(token, sealed).toString('utf8')));
    } catch (error) {
      this.logger.error({ err: error }, 'a status rendering does not open');
      return undefined;
    }
  }
}
