import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which web request a job comes from, so that one id finds all that came of it. Whoever writes into the outbox need not say:
 * the transaction does, once (`bridgeline.request`).
 */
const COLUMN = `
ALTER TABLE outbox ADD COLUMN request_id text;
ALTER TABLE outbox ALTER COLUMN request_id SET DEFAULT nullif(current_setting('bridgeline.request', true), '');`;

export class RequestIds1766400000000 implements MigrationInterface {
  name = 'RequestIds1766400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMN);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
