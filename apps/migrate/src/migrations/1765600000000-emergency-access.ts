import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leads that only their own people may see, and readings outside one's rights in an emergency (rule R9). */
const TABLES = `
CREATE TABLE lead_protection (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  reason_enc text NOT NULL,
  protected_by uuid NOT NULL REFERENCES staff_user (id),
  protected_at timestamptz NOT NULL,
  lifted_by uuid REFERENCES staff_user (id),
  lifted_at timestamptz,
  CONSTRAINT lead_protection_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX lead_protection_standing ON lead_protection (lead_id) WHERE lifted_at IS NULL;
CREATE TABLE emergency_access (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  lead_id uuid NOT NULL REFERENCES lead (id),
  reason_enc text NOT NULL,
  opened_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  ended_at timestamptz,
  reviewed_by uuid REFERENCES staff_user (id),
  reviewed_at timestamptz,
  verdict text,
  note_enc text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT emergency_access_short CHECK (ends_at > opened_at AND ends_at <= opened_at + interval '60 minutes'),
  CONSTRAINT emergency_access_by_another CHECK (reviewed_by IS DISTINCT FROM staff_id),
  CONSTRAINT emergency_access_verdict CHECK ((reviewed_at IS NULL) = (verdict IS NULL)
    AND (verdict IS NULL OR verdict IN ('justified', 'not_justified')))
);
CREATE INDEX emergency_access_mine ON emergency_access (staff_id, opened_at DESC, id DESC);
CREATE INDEX emergency_access_recent ON emergency_access (opened_at DESC, id DESC);
CREATE INDEX emergency_access_waiting ON emergency_access (opened_at, id) WHERE reviewed_at IS NULL;`;

/**
 * The leads and patients a colleague may not see: every lead of a protected patient, and the patient, unless the
 * protected lead is theirs or has an open task of theirs. Nearly always an empty list, read with each session.
 */
const PROTECTED_FROM = `
CREATE FUNCTION protected_from(p_staff uuid) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH standing AS (
    SELECT l.id, l.patient_id FROM lead_protection p JOIN lead l ON l.id = p.lead_id
    WHERE p.lifted_at IS NULL AND l.owner_id IS DISTINCT FROM p_staff
      AND NOT EXISTS (SELECT 1 FROM task t WHERE t.lead_id = l.id AND t.owner_id = p_staff
        AND t.done_at IS NULL AND t.dropped_at IS NULL))
  SELECT coalesce(array_agg(hidden.id::text), '{}') FROM (
    SELECT id FROM standing
    UNION SELECT patient_id FROM standing WHERE patient_id IS NOT NULL
    UNION SELECT other.id FROM standing JOIN lead other ON other.patient_id = standing.patient_id
  ) AS hidden
$$;
REVOKE ALL ON FUNCTION protected_from FROM PUBLIC;`;

export class EmergencyAccess1765600000000 implements MigrationInterface {
  name = 'EmergencyAccess1765600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(PROTECTED_FROM);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
