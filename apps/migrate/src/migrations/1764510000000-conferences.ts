import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE conference (
  id uuid PRIMARY KEY,
  call_id uuid NOT NULL REFERENCES call (id),
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  our_phone text NOT NULL,
  caller_is_parent boolean NOT NULL,
  provider_sid text,
  caller_leg text,
  agent_leg text,
  held boolean NOT NULL DEFAULT true,
  leaving_at timestamptz,
  ending_at timestamptz,
  rung_on_at timestamptz,
  over_at timestamptz,
  ended_as text,
  settled_at timestamptz,
  opened_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX conference_open ON conference (call_id) WHERE over_at IS NULL AND rung_on_at IS NULL;
CREATE INDEX conference_call ON conference (call_id, opened_at DESC);
CREATE INDEX conference_staff ON conference (staff_id, opened_at DESC) WHERE over_at IS NULL AND rung_on_at IS NULL;

CREATE TABLE conference_party (
  id uuid PRIMARY KEY,
  conference_id uuid NOT NULL REFERENCES conference (id),
  kind text NOT NULL,
  staff_id uuid REFERENCES staff_user (id),
  name_enc text NOT NULL,
  number_enc text,
  asking text NOT NULL DEFAULT 'asked',
  leg text,
  asked_at timestamptz NOT NULL
);
CREATE INDEX conference_party_of ON conference_party (conference_id, asked_at);

CREATE TABLE conference_event (
  conference_id uuid NOT NULL REFERENCES conference (id),
  key text NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  sequence double precision NOT NULL,
  leg text,
  label text,
  status text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (conference_id, key)
);

CREATE TABLE phone_entry (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  phone text NOT NULL,
  note text NOT NULL DEFAULT '',
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX phone_entry_name ON phone_entry (lower(name));

INSERT INTO phone_entry (id, kind, name, phone, note) VALUES
  (gen_random_uuid(), 'crisis_988', '988 Suicide & Crisis Lifeline', '+18002738255', 'Day and night. Veterans press 1, Spanish 2.'),
  (gen_random_uuid(), 'hotline', 'National Domestic Violence Hotline', '+18007997233', 'Day and night.'),
  (gen_random_uuid(), 'hotline', 'Poison Control', '+18002221222', 'Day and night: something swallowed, taken or breathed in.');`;

/** The way to a conference: whether the call that asks is being moved into one, and as whom it joins. */
const TO_JOIN = `
CREATE FUNCTION conference_to_join(p_call_id text)
RETURNS TABLE (conference_id uuid, joins_as text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id, CASE WHEN f.caller_is_parent THEN 'caller' ELSE 'agent' END
  FROM call c JOIN conference f ON f.call_id = c.id
  WHERE c.provider = 'twilio' AND c.provider_call_id = p_call_id
    AND f.over_at IS NULL AND f.rung_on_at IS NULL AND f.ending_at IS NULL
  ORDER BY f.opened_at DESC LIMIT 1;
$$;
REVOKE ALL ON FUNCTION conference_to_join FROM PUBLIC;`;

/**
 * Whoever was on the line is out of the conference and still there: whether they are rung on. They are, unless a
 * colleague ended the call or was speaking with them. Asked again it gives the same answer.
 */
const TO_LEAVE = `
CREATE FUNCTION leave_conference(p_conference uuid)
RETURNS TABLE (our_phone text, call_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE conference f SET rung_on_at = coalesce(f.rung_on_at, now())
  FROM call c
  WHERE f.id = p_conference AND c.id = f.call_id AND f.ending_at IS NULL AND (f.held OR f.leaving_at IS NOT NULL)
  RETURNING f.our_phone, c.provider_call_id;
$$;
REVOKE ALL ON FUNCTION leave_conference FROM PUBLIC;`;

/** Calls with somebody on hold, and others brought in. */
export class Conferences1764510000000 implements MigrationInterface {
  name = 'Conferences1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TABLES, TO_JOIN, TO_LEAVE]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
