import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a base backup was last made, and the log last taken away: for health, metrics and the restore drill. */
const TABLES = `
CREATE TABLE backup_run (
  kind text PRIMARY KEY,
  at timestamptz NOT NULL,
  wal_position text NOT NULL,
  bytes bigint NOT NULL
);`;

export class BackupRun1765710000000 implements MigrationInterface {
  name = 'BackupRun1765710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
