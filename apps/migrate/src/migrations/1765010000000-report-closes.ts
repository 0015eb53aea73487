import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Months as their numbers were when they were closed: rows are added, never changed. */
const CLOSES = `
CREATE TABLE report_close (
  id uuid PRIMARY KEY,
  month date NOT NULL UNIQUE CONSTRAINT report_close_first CHECK (EXTRACT(day FROM month) = 1),
  closed_at timestamptz NOT NULL,
  catalogue_version integer NOT NULL,
  time_zone text NOT NULL,
  numbers jsonb NOT NULL
);
`;

export class ReportCloses1765010000000 implements MigrationInterface {
  name = 'ReportCloses1765010000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLOSES);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
