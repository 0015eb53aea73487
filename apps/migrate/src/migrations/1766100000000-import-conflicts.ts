import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose value counts where a file contradicts what was said since: for a whole import, and field by field of its rows. */
const COLUMNS = `
ALTER TABLE directory_import ADD COLUMN conflicts text NOT NULL DEFAULT 'ours';
ALTER TABLE directory_import_row ADD COLUMN choices jsonb NOT NULL DEFAULT '{}';`;

export class ImportConflicts1766100000000 implements MigrationInterface {
  name = 'ImportConflicts1766100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
  }

  async down(): Promise<void> {
    throw new Error('Columns that hold decisions are not undone: restore a backup instead.');
  }
}
