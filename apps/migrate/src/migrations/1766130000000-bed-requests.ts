import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
ALTER TABLE facility ADD COLUMN bed_mails boolean NOT NULL DEFAULT true;

CREATE TABLE bed_request (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facility (id),
  stale_since timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'queued',
  link_id uuid REFERENCES facility_link (id),
  error_code text,
  provider_message_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sending_at timestamptz,
  sent_at timestamptz
);
CREATE UNIQUE INDEX bed_request_once ON bed_request (facility_id, stale_since);`;

/**
 * Whoever holds a link may end the e-mails that bring it, also when the link itself has ended: they were sent it once.
 * Null: nobody was given this link. The job puts it on record.
 */
const STOP = `
CREATE FUNCTION stop_bed_mails(p_digest bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of_facility uuid;
  changed integer;
BEGIN
  SELECT facility_id INTO of_facility FROM facility_link WHERE token_digest = p_digest;
  IF of_facility IS NULL THEN
    RETURN false;
  END IF;
  UPDATE facility SET bed_mails = false, version = version + 1, updated_at = now()
    WHERE id = of_facility AND bed_mails;
  GET DIAGNOSTICS changed = ROW_COUNT;
  IF changed > 0 THEN
    INSERT INTO outbox (id, queue, name, payload, due_at) VALUES (gen_random_uuid(), 'directory',
      'note-bed-mail-stop', jsonb_build_object('facilityId', of_facility), now());
  END IF;
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION stop_bed_mails FROM PUBLIC;`;

/** E-mails that ask facilities for their beds, once per staleness, and how they end them. */
export class BedRequests1766130000000 implements MigrationInterface {
  name = 'BedRequests1766130000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TABLES, STOP]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
