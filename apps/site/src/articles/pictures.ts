import type { Pool } from 'pg';

const READ = {
  name: 'read-public-picture',
  text: `SELECT body FROM public_picture WHERE picture_id = $1
    ORDER BY width >= $2 DESC, abs(width - $2) LIMIT 1`,
  query_timeout: 1500,
};

/** Reads the pictures of public pages. */
export class Pictures {
  constructor(private readonly pool: Pool) {}

  /** The smallest file of a picture that is as wide as asked for, else the widest; undefined when there is none. */
  async atLeast(id: string, width: number): Promise<Buffer | undefined> {
    const { rows } = await this.pool.query<{ body: Buffer }>({ ...READ, values: [id, width] });
    return rows[0]?.body;
  }
}
