import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the site looks for this organisation, and its own words in Spanish. */
export class Look1765310000000 implements MigrationInterface {
  name = 'Look1765310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE organisation ADD COLUMN look jsonb NOT NULL DEFAULT '{}',
         ADD COLUMN who_answers_es text NOT NULL DEFAULT '', ADD COLUMN who_pays_es text NOT NULL DEFAULT ''`,
    );
    await runner.query(
      'CREATE VIEW public_look AS SELECT id, look, who_answers_es, who_pays_es FROM organisation',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW public_look');
    await runner.query(
      'ALTER TABLE organisation DROP COLUMN look, DROP COLUMN who_answers_es, DROP COLUMN who_pays_es',
    );
  }
}
