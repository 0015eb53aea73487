import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE ring_group (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  in_turn boolean NOT NULL DEFAULT false,
  seconds integer NOT NULL DEFAULT 20,
  members jsonb NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX ring_group_name ON ring_group (lower(name));
CREATE UNIQUE INDEX ring_group_default ON ring_group (is_default) WHERE is_default;

ALTER TABLE tracking_number ADD COLUMN ring_group_id uuid
  CONSTRAINT tracking_number_ring_group_id_fkey REFERENCES ring_group (id);

CREATE TABLE phone_line (
  staff_id uuid PRIMARY KEY REFERENCES staff_user (id),
  ready_until timestamptz NOT NULL
);

CREATE TABLE dial_permit (
  id uuid PRIMARY KEY,
  digest text NOT NULL UNIQUE,
  lead_id uuid NOT NULL REFERENCES lead (id),
  contact_point_id uuid NOT NULL REFERENCES contact_point (id),
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  from_phone text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  provider_call_id text,
  created_at timestamptz NOT NULL DEFAULT now()
);`;

/**
 * A permit is used once: by the call that brings its token, the colleague it was made for and the number it was made for.
 * The same call asking again gets the same answer. Neither token nor number is stored.
 */
const TAKE_PERMIT = `
CREATE FUNCTION take_dial_permit(p_token text, p_identity text, p_to text, p_call_id text)
RETURNS TABLE (permit_id uuid, from_phone text, record_call boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE dial_permit p SET used_at = coalesce(p.used_at, now()), provider_call_id = p_call_id
  FROM organisation o
  WHERE p.digest = encode(sha256(convert_to(p_token || E'\\n' || p_identity || E'\\n' || p_to, 'UTF8')), 'hex')
    AND (p.provider_call_id = p_call_id OR (p.used_at IS NULL AND p.expires_at > now()))
  RETURNING p.id, p.from_phone, o.record_calls;
$$;
REVOKE ALL ON FUNCTION take_dial_permit FROM PUBLIC;`;

/** Whose browser rings now: on duty, not away, and their page said so a moment ago. */
const READY_LINE = `
CREATE VIEW ready_phone_line AS
  SELECT s.id AS staff_id, 'staff_' || replace(s.id::text, '-', '') AS identity
  FROM phone_line l JOIN staff_user s ON s.id = l.staff_id
  WHERE l.ready_until > now() AND s.status = 'active'
    AND (s.on_duty OR EXISTS (SELECT 1 FROM shift d WHERE d.staff_id = s.id AND d.kind = 'on_duty'
      AND d.cancelled_at IS NULL AND d.starts_at <= now() AND d.ends_at > now()))
    AND NOT EXISTS (SELECT 1 FROM shift a WHERE a.staff_id = s.id AND a.kind = 'out_of_office'
      AND a.cancelled_at IS NULL AND a.starts_at <= now() AND a.ends_at > now());`;

/** Members keep their places: one who is not there now is an empty one, so that "the next" is always the same. */
const ROUTING = `
CREATE OR REPLACE VIEW public_routing AS
  SELECT t.phone AS tracking_phone, t.label, t.utm_source, t.is_default,
    o.name AS organisation, o.legal_name, o.who_answers, o.who_pays, o.time_zone, w.business_hours,
    coalesce((SELECT s.phone FROM shift s WHERE s.kind = 'on_call' AND s.phone IS NOT NULL
        AND s.cancelled_at IS NULL AND s.starts_at <= now() AND s.ends_at > now()
      ORDER BY s.starts_at, s.id LIMIT 1), o.duty_phone) AS duty_phone,
    o.backup_phone, o.record_calls, o.greeting_en, o.greeting_es,
    (SELECT jsonb_build_object('inTurn', g.in_turn, 'seconds', g.seconds, 'members', (
        SELECT jsonb_agg(CASE m.value ->> 'kind'
            WHEN 'phone' THEN jsonb_build_array(jsonb_build_object('phone', m.value ->> 'phone'))
            WHEN 'staff' THEN coalesce((SELECT jsonb_agg(jsonb_build_object('client', r.identity))
              FROM ready_phone_line r WHERE r.staff_id = (m.value ->> 'staffId')::uuid), '[]')
            ELSE coalesce((SELECT jsonb_agg(jsonb_build_object('client', r.identity) ORDER BY r.identity)
              FROM ready_phone_line r), '[]')
          END ORDER BY m.ordinality)
        FROM jsonb_array_elements(g.members) WITH ORDINALITY m))
      FROM ring_group g WHERE g.active
        AND (g.id = t.ring_group_id OR (g.is_default AND NOT EXISTS (
          SELECT 1 FROM ring_group own WHERE own.id = t.ring_group_id AND own.active)))
    ) AS ring
  FROM tracking_number t CROSS JOIN organisation o JOIN working_time w ON w.id = o.id
  WHERE t.active;`;

export class BrowserCalls1764400000000 implements MigrationInterface {
  name = 'BrowserCalls1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TABLES, TAKE_PERMIT, READY_LINE, ROUTING]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
