import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE erasure_request (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  state text NOT NULL,
  origin text NOT NULL,
  inquiry_id uuid REFERENCES inquiry (id),
  reason_enc text,
  asked_at timestamptz NOT NULL,
  asked_by uuid REFERENCES staff_user (id),
  decided_at timestamptz,
  decided_by uuid REFERENCES staff_user (id),
  decision_enc text,
  done_at timestamptz,
  receipt jsonb,
  replayed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL
);
CREATE INDEX erasure_request_recent ON erasure_request (asked_at DESC, id DESC);
CREATE INDEX erasure_request_person ON erasure_request (person_id);
CREATE UNIQUE INDEX erasure_request_open ON erasure_request (person_id) WHERE state IN ('asked', 'approved');
CREATE UNIQUE INDEX erasure_request_inquiry ON erasure_request (inquiry_id) WHERE inquiry_id IS NOT NULL;

CREATE TABLE legal_hold (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  reason_enc text NOT NULL,
  placed_by uuid REFERENCES staff_user (id),
  placed_at timestamptz NOT NULL,
  lifted_by uuid REFERENCES staff_user (id),
  lifted_at timestamptz,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX legal_hold_standing ON legal_hold (person_id) WHERE lifted_at IS NULL;

CREATE TABLE retention_rule (
  kind text PRIMARY KEY,
  keep_days integer,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL
);
INSERT INTO retention_rule (kind, keep_days, updated_at) VALUES
  ('closed_lead', 2555, now()),
  ('discarded_lead', 365, now()),
  ('quarantined_inquiry', 90, now()),
  ('sealed_original', 730, now()),
  ('call_recording', 365, now());`;

/** An inquiry is immutable still: what changes is its seal, and with an erasure what could tell whose it was. */
const IMMUTABLE = `
CREATE OR REPLACE FUNCTION inquiry_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_may text[] := '{sealed,seal_key_id}';
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an inquiry is never deleted';
  END IF;
  IF NEW.seal_key_id = 'erased' AND NEW.sealed = ''::bytea THEN
    v_may := v_may || '{body_digest,provider_event_id}';
  END IF;
  IF (to_jsonb(NEW) - v_may) IS DISTINCT FROM (to_jsonb(OLD) - v_may) THEN
    RAISE EXCEPTION 'an inquiry is immutable';
  END IF;
  RETURN NEW;
END
$$;`;

/** Erasure as a process, legal holds, and how long each kind of data is kept. */
export class Erasure1765700000000 implements MigrationInterface {
  name = 'Erasure1765700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(IMMUTABLE);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
