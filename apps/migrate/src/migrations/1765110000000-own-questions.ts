import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE saved_report (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL CONSTRAINT saved_report_owner_id_fkey REFERENCES staff_user (id),
  name text NOT NULL,
  settings_enc text NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  schedule jsonb,
  recipients uuid[] NOT NULL DEFAULT '{}',
  next_at timestamptz,
  last_at timestamptz,
  removed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saved_report_due ON saved_report (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE report_target (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  filter_enc text NOT NULL,
  preset text NOT NULL,
  side text NOT NULL,
  value double precision NOT NULL,
  fewest integer NOT NULL,
  active boolean NOT NULL DEFAULT true,
  recipients uuid[] NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'unknown',
  last_value double precision,
  last_counted integer,
  last_of integer,
  checked_at timestamptz,
  missed_since timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE report_mail (
  id uuid PRIMARY KEY,
  report_id uuid CONSTRAINT report_mail_report_id_fkey REFERENCES saved_report (id),
  target_id uuid CONSTRAINT report_mail_target_id_fkey REFERENCES report_target (id),
  staff_id uuid NOT NULL CONSTRAINT report_mail_staff_id_fkey REFERENCES staff_user (id),
  for_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'queued',
  error_code text,
  provider_message_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX report_mail_once ON report_mail (coalesce(report_id, target_id), staff_id, for_at);`;

/** Reports people save for themselves and have sent, and the values that numbers are held against. */
export class OwnQuestions1765110000000 implements MigrationInterface {
  name = 'OwnQuestions1765110000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
