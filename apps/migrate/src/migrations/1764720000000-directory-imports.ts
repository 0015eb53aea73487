import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE directory_import (
  id uuid PRIMARY KEY,
  file_name_enc text NOT NULL,
  kind text,
  state text NOT NULL DEFAULT 'reading',
  as_of timestamptz NOT NULL,
  columns jsonb NOT NULL DEFAULT '[]',
  mapping jsonb,
  total integer,
  done integer NOT NULL DEFAULT 0,
  counts jsonb NOT NULL DEFAULT '{}',
  problem text,
  started_by uuid REFERENCES staff_user (id),
  finished_at timestamptz,
  undone jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX directory_import_latest ON directory_import (created_at DESC, id DESC);

CREATE TABLE directory_import_part (
  import_id uuid NOT NULL REFERENCES directory_import (id),
  part integer NOT NULL,
  content_enc bytea NOT NULL,
  PRIMARY KEY (import_id, part)
);

CREATE TABLE directory_import_row (
  import_id uuid NOT NULL REFERENCES directory_import (id),
  row_no integer NOT NULL,
  state text NOT NULL,
  facility_id uuid REFERENCES facility (id),
  data_enc text,
  shown jsonb NOT NULL DEFAULT '{}',
  did jsonb,
  done_at timestamptz,
  undone_at timestamptz,
  left_because text,
  PRIMARY KEY (import_id, row_no)
);
CREATE INDEX directory_import_row_state ON directory_import_row (import_id, state, row_no);
CREATE INDEX directory_import_row_facility ON directory_import_row (facility_id) WHERE facility_id IS NOT NULL;`;

/** Runs of imports into the directory: the file, row by row what it would do and did, so that it can be taken back. */
export class DirectoryImports1764720000000 implements MigrationInterface {
  name = 'DirectoryImports1764720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
