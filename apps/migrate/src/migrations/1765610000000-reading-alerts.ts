import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many records each colleague opened in each hour, and what was unusual about it. */
const TABLES = `
CREATE TABLE reading_hour (
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  hour timestamptz NOT NULL,
  opened integer NOT NULL,
  PRIMARY KEY (staff_id, hour)
);
CREATE TABLE reading_alert (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  rule text NOT NULL,
  day date NOT NULL,
  sentence text NOT NULL,
  facts jsonb NOT NULL,
  raised_at timestamptz NOT NULL,
  reviewed_by uuid REFERENCES staff_user (id),
  reviewed_at timestamptz,
  note_enc text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT reading_alert_once UNIQUE (staff_id, rule, day)
);
CREATE INDEX reading_alert_recent ON reading_alert (raised_at DESC, id DESC);`;

export class ReadingAlerts1765610000000 implements MigrationInterface {
  name = 'ReadingAlerts1765610000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
