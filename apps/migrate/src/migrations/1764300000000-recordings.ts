import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings kept here, encrypted in parts, so that any moment of one can be opened alone. */
export class Recordings1764300000000 implements MigrationInterface {
  name = 'Recordings1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE call_recording (
      id uuid PRIMARY KEY,
      call_id uuid NOT NULL REFERENCES call (id),
      source_digest text NOT NULL,
      state text NOT NULL,
      reason text,
      media_type text,
      bytes integer,
      parts integer,
      fetched_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT call_recording_once UNIQUE (call_id, source_digest)
    )`);
    await runner.query(`CREATE TABLE call_recording_part (
      recording_id uuid NOT NULL REFERENCES call_recording (id),
      part integer NOT NULL,
      content_enc bytea NOT NULL,
      PRIMARY KEY (recording_id, part)
    )`);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
