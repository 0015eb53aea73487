import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
ALTER TABLE facility ADD COLUMN merged_into_id uuid CONSTRAINT facility_merged_into_id_fkey REFERENCES facility (id);
CREATE INDEX facility_merged_into ON facility (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE TABLE facility_merge (
  id uuid PRIMARY KEY,
  kept_id uuid NOT NULL REFERENCES facility (id),
  merged_id uuid NOT NULL REFERENCES facility (id),
  moved jsonb NOT NULL,
  changes jsonb NOT NULL,
  merged_by uuid REFERENCES staff_user (id),
  merged_at timestamptz NOT NULL,
  undone_by uuid REFERENCES staff_user (id),
  undone_at timestamptz,
  stayed jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX facility_merge_kept ON facility_merge (kept_id, merged_at DESC, id DESC);
CREATE INDEX facility_merge_merged ON facility_merge (merged_id, merged_at DESC, id DESC);`;

/** Facilities that turned out to be one: what went over, so that it can go back. */
export class FacilityMerges1766110000000 implements MigrationInterface {
  name = 'FacilityMerges1766110000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
