import type { MigrationInterface, QueryRunner } from 'typeorm';

const PAYERS = `
ALTER TABLE payer
  ADD COLUMN other_electronic_ids text[] NOT NULL DEFAULT '{}',
  ADD COLUMN carved_out_to_id uuid CONSTRAINT payer_carved_out_to_id_fkey REFERENCES payer (id),
  ADD COLUMN merged_into_id uuid CONSTRAINT payer_merged_into_id_fkey REFERENCES payer (id);

CREATE TABLE payer_merge (
  id uuid PRIMARY KEY,
  merged_payer_id uuid NOT NULL REFERENCES payer (id),
  kept_payer_id uuid NOT NULL REFERENCES payer (id),
  moved jsonb NOT NULL,
  merged_by uuid REFERENCES staff_user (id),
  merged_at timestamptz NOT NULL,
  undone_by uuid REFERENCES staff_user (id),
  undone_at timestamptz
);
CREATE UNIQUE INDEX payer_merge_once ON payer_merge (merged_payer_id) WHERE undone_at IS NULL;
CREATE INDEX payer_merge_kept ON payer_merge (kept_payer_id);`;

const COVERAGES = `
ALTER TABLE coverage
  ADD COLUMN subscriber_born_enc text,
  ADD COLUMN patient_born_enc text;

CREATE TABLE coverage_card (
  id uuid PRIMARY KEY,
  coverage_id uuid NOT NULL REFERENCES coverage (id),
  side text NOT NULL,
  file_id uuid NOT NULL REFERENCES lead_file (id),
  removed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX coverage_card_coverage ON coverage_card (coverage_id, side) WHERE removed_at IS NULL;`;

/** One open check of a coverage at a time; what is closed is found by lead, latest first. */
const CHECKS = `
CREATE TABLE benefit_check (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  coverage_id uuid NOT NULL REFERENCES coverage (id),
  way text NOT NULL,
  state text NOT NULL,
  levels_of_care text[] NOT NULL,
  told_at timestamptz,
  requested_by uuid REFERENCES staff_user (id),
  requested_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  taken_by uuid REFERENCES staff_user (id),
  closed_at timestamptz,
  closed_by uuid REFERENCES staff_user (id),
  verdict text,
  rules_version integer,
  valid_until timestamptz,
  recheck_of uuid REFERENCES benefit_check (id),
  result_enc text,
  representative_enc text,
  reference_enc text,
  note_enc text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX benefit_check_queue ON benefit_check (due_at, id) WHERE closed_at IS NULL;
CREATE INDEX benefit_check_lead ON benefit_check (lead_id, requested_at DESC, id DESC);
CREATE UNIQUE INDEX benefit_check_open_once ON benefit_check (coverage_id) WHERE closed_at IS NULL;

CREATE TABLE benefit_result (
  id uuid PRIMARY KEY,
  check_id uuid NOT NULL REFERENCES benefit_check (id),
  level_of_care text NOT NULL,
  network text NOT NULL,
  terms_enc text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX benefit_result_check ON benefit_result (check_id);

CREATE TABLE benefit_inquiry (
  id uuid PRIMARY KEY,
  check_id uuid NOT NULL REFERENCES benefit_check (id),
  round integer NOT NULL,
  service_type text NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  provider text,
  asked_at timestamptz,
  answered_at timestamptz,
  error_code text,
  raw_enc text,
  answer_enc text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX benefit_inquiry_once ON benefit_inquiry (check_id, round, service_type);`;

export class Insurance1764600000000 implements MigrationInterface {
  name = 'Insurance1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [PAYERS, COVERAGES, CHECKS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
