import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was asked of the matcher and answered, which program was picked, and why not the first one. All append-only. */
const MATCHING = `
CREATE TABLE match (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  asked_by uuid REFERENCES staff_user (id),
  asked_at timestamptz NOT NULL,
  rules_version integer NOT NULL,
  considered integer NOT NULL,
  open integer NOT NULL,
  inputs_enc text NOT NULL,
  answer_enc text NOT NULL
);
CREATE INDEX match_lead ON match (lead_id, asked_at DESC, id DESC);
CREATE INDEX match_recent ON match (asked_at DESC, id DESC);

CREATE TABLE match_pick (
  id uuid PRIMARY KEY,
  match_id uuid NOT NULL REFERENCES match (id),
  program_id uuid NOT NULL REFERENCES program (id),
  rank integer,
  picked_by uuid REFERENCES staff_user (id),
  picked_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX match_pick_once ON match_pick (match_id, program_id);
CREATE INDEX match_pick_staff ON match_pick (picked_by, picked_at DESC);

CREATE TABLE match_override (
  id uuid PRIMARY KEY,
  pick_id uuid NOT NULL UNIQUE REFERENCES match_pick (id),
  match_id uuid NOT NULL REFERENCES match (id),
  program_id uuid NOT NULL REFERENCES program (id),
  kind text NOT NULL,
  reason_enc text NOT NULL,
  "by" uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL
);
CREATE INDEX match_override_program ON match_override (program_id, at DESC);
`;

export class Matching1764800000000 implements MigrationInterface {
  name = 'Matching1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MATCHING);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
