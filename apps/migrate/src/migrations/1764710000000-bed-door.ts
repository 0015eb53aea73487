import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a facility's system sent under a key of its own choice: the same again is the same answer. */
const REQUESTS = `
CREATE TABLE bed_report_request (
  facility_id uuid NOT NULL REFERENCES facility (id),
  idempotency_key text NOT NULL,
  body_digest bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility_id, idempotency_key)
);
ALTER TABLE bed_report ADD CONSTRAINT bed_report_beds_check
  CHECK (beds_open >= 0 AND (beds_in_all IS NULL OR beds_open <= beds_in_all));`;

/** What the holder of a link sees of their own facility: names of programs and their newest count, nothing else. */
const READ_LINK = `
CREATE FUNCTION read_bed_link(p_digest bytea) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('facility', f.name, 'expiresAt', l.expires_at, 'programs', coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'level', p.level_of_care,
      'bedsOpen', b.beds_open, 'bedsInAll', b.beds_in_all, 'saidAt', b.said_at) ORDER BY lower(p.name), p.id)
    FROM program p LEFT JOIN LATERAL (SELECT * FROM bed_report r WHERE r.program_id = p.id
      ORDER BY r.said_at DESC, r.id DESC LIMIT 1) b ON true
    WHERE p.facility_id = f.id AND p.active AND p.taken_back_at IS NULL), '[]'))
  FROM facility_link l JOIN facility f ON f.id = l.facility_id AND f.taken_back_at IS NULL
  WHERE l.token_digest = p_digest AND l.revoked_at IS NULL AND l.expires_at > now();
$$;
REVOKE ALL ON FUNCTION read_bed_link FROM PUBLIC;`;

/**
 * Writes reports of a facility's own programs and the job that tells the desk. A program is named by its id, or by its
 * level of care where the facility has one such program; one that cannot be told undoes all of it ('unknown_program:N').
 * Private to the two doors below.
 */
const STORE = `
CREATE FUNCTION store_bed_reports(p_facility uuid, p_source text, p_access uuid, p_reports jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  report jsonb;
  place integer := 0;
  program_id_found uuid;
  programs uuid[] := '{}';
BEGIN
  FOR report IN SELECT * FROM jsonb_array_elements(p_reports) LOOP
    SELECT CASE WHEN count(*) = 1 THEN (array_agg(p.id))[1] END INTO program_id_found
      FROM program p WHERE p.facility_id = p_facility AND p.active AND p.taken_back_at IS NULL
        AND CASE WHEN report ->> 'programId' IS NOT NULL THEN p.id = (report ->> 'programId')::uuid
          ELSE p.level_of_care = report ->> 'levelOfCare' END;
    IF program_id_found IS NULL THEN
      RETURN 'unknown_program:' || place;
    END IF;
    programs := programs || program_id_found;
    place := place + 1;
  END LOOP;
  INSERT INTO bed_report (id, program_id, beds_open, beds_in_all, said_by, source, said_at)
    SELECT gen_random_uuid(), programs[r.ordinality], (r.value ->> 'bedsOpen')::int, (r.value ->> 'bedsInAll')::int,
      'facility', p_source, least(now(), coalesce((r.value ->> 'saidAt')::timestamptz, now()))
    FROM jsonb_array_elements(p_reports) WITH ORDINALITY r;
  INSERT INTO outbox (id, queue, name, payload, due_at)
    VALUES (gen_random_uuid(), 'directory', 'note-bed-reports', jsonb_build_object('facilityId', p_facility,
      'programIds', to_jsonb(programs), 'source', p_source, 'accessId', p_access), now());
  RETURN 'taken';
END
$$;
REVOKE ALL ON FUNCTION store_bed_reports FROM PUBLIC;`;

const BY_LINK = `
CREATE FUNCTION report_beds_by_link(p_digest bytea, p_reports jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  link facility_link;
BEGIN
  UPDATE facility_link SET last_used_at = now()
    WHERE token_digest = p_digest AND revoked_at IS NULL AND expires_at > now() RETURNING * INTO link;
  IF link.id IS NULL THEN
    RETURN 'unknown_link';
  END IF;
  RETURN store_bed_reports(link.facility_id, 'facility_link', link.id, p_reports);
END
$$;
REVOKE ALL ON FUNCTION report_beds_by_link FROM PUBLIC;`;

const BY_KEY = `
CREATE FUNCTION report_beds_by_key(p_digest bytea, p_key text, p_body_digest bytea, p_reports jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  access facility_api_key;
  known bytea;
  outcome text;
BEGIN
  SELECT * INTO access FROM facility_api_key WHERE key_digest = p_digest AND revoked_at IS NULL;
  IF access.id IS NULL THEN
    RETURN 'unknown_key';
  END IF;
  IF p_key IS NOT NULL THEN
    DELETE FROM bed_report_request
      WHERE facility_id = access.facility_id AND created_at < now() - interval '24 hours';
    -- A second one under the same key waits here until the first is committed.
    INSERT INTO bed_report_request (facility_id, idempotency_key, body_digest)
      VALUES (access.facility_id, p_key, p_body_digest) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      SELECT body_digest INTO known FROM bed_report_request
        WHERE facility_id = access.facility_id AND idempotency_key = p_key;
      RETURN CASE WHEN known = p_body_digest THEN 'repeated' ELSE 'differs' END;
    END IF;
  END IF;
  outcome := store_bed_reports(access.facility_id, 'api', access.id, p_reports);
  IF outcome <> 'taken' THEN
    DELETE FROM bed_report_request WHERE facility_id = access.facility_id AND idempotency_key = p_key;
    RETURN outcome;
  END IF;
  UPDATE facility_api_key SET last_used_at = now() WHERE id = access.id;
  RETURN outcome;
END
$$;
REVOKE ALL ON FUNCTION report_beds_by_key FROM PUBLIC;`;

/** The site's way to take bed counts from facilities: two functions, and no right on any table. */
export class BedDoor1764710000000 implements MigrationInterface {
  name = 'BedDoor1764710000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [REQUESTS, READ_LINK, STORE, BY_LINK, BY_KEY]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
