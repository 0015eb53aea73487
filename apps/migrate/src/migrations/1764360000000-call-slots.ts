import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Call back times that the site may offer: how many are left in each half hour, and the one way to hold one. The site
 * learns numbers alone, never whose calls they are.
 */
export class CallSlots1764360000000 implements MigrationInterface {
  name = 'CallSlots1764360000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE organisation ADD COLUMN call_backs_per_half_hour integer NOT NULL DEFAULT 2',
    );
    await runner.query(SLOTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION read_call_slot');
    await runner.query('DROP FUNCTION hold_call_slot');
    await runner.query('DROP VIEW public_call_slots');
    await runner.query('DROP TABLE call_slot_hold');
    await runner.query('ALTER TABLE organisation DROP COLUMN call_backs_per_half_hour');
  }
}

const SLOTS = `
-- What a visitor was told they have, until the intake makes a task of it.
CREATE TABLE call_slot_hold (
  token_digest bytea PRIMARY KEY,
  slot_at timestamptz NOT NULL,
  time_zone text NOT NULL,
  held_at timestamptz NOT NULL DEFAULT now(),
  released_at timestamptz
);
CREATE INDEX call_slot_held ON call_slot_hold (slot_at) WHERE released_at IS NULL;

-- Each colleague on duty keeps so many calls in half an hour. Where nobody plans duty at all, one is taken to be there;
-- where it is planned, only who is. A hold whose request was never stored ends after two minutes.
CREATE VIEW public_call_slots AS
  WITH planned AS (
    SELECT EXISTS (SELECT 1 FROM shift WHERE kind = 'on_duty' AND cancelled_at IS NULL AND ends_at > now()) AS duty
  ), slots AS (
    SELECT generate_series(date_bin('30 minutes', now(), 'epoch'), now() + interval '8 days', interval '30 minutes') AS at
  )
  SELECT s.at AS starts_at, greatest(0,
    o.call_backs_per_half_hour * CASE WHEN p.duty THEN (
      SELECT count(DISTINCT d.staff_id) FROM shift d JOIN staff_user u ON u.id = d.staff_id AND u.status = 'active'
      WHERE d.kind = 'on_duty' AND d.cancelled_at IS NULL
        AND d.starts_at <= s.at AND d.ends_at >= s.at + interval '30 minutes'
        AND NOT EXISTS (SELECT 1 FROM shift away WHERE away.staff_id = d.staff_id AND away.kind = 'out_of_office'
          AND away.cancelled_at IS NULL AND away.starts_at < s.at + interval '30 minutes' AND away.ends_at > s.at)
    ) ELSE 1 END
    - (SELECT count(*) FROM task t WHERE t.promised_at >= s.at AND t.promised_at < s.at + interval '30 minutes'
        AND t.done_at IS NULL AND t.dropped_at IS NULL)
    - (SELECT count(*) FROM call_slot_hold h WHERE h.slot_at = s.at AND h.released_at IS NULL
        AND (h.held_at > now() - interval '2 minutes'
          OR EXISTS (SELECT 1 FROM inquiry i WHERE i.token_digest = h.token_digest)))
  )::int AS free
  FROM slots s CROSS JOIN planned p CROSS JOIN organisation o WHERE o.id = 1;

CREATE FUNCTION hold_call_slot(p_token_digest bytea, p_at timestamptz, p_zone text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('call-slot', 0));
  SELECT slot_at INTO held FROM call_slot_hold WHERE token_digest = p_token_digest;
  IF held = p_at THEN
    RETURN true;
  END IF;
  IF held IS NOT NULL THEN
    -- Chosen anew before the request was stored; afterwards a promise stands.
    IF EXISTS (SELECT 1 FROM inquiry WHERE token_digest = p_token_digest) THEN
      RETURN false;
    END IF;
    DELETE FROM call_slot_hold WHERE token_digest = p_token_digest;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public_call_slots WHERE starts_at = p_at AND free > 0) THEN
    RETURN false;
  END IF;
  INSERT INTO call_slot_hold (token_digest, slot_at, time_zone) VALUES (p_token_digest, p_at, left(p_zone, 60));
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION hold_call_slot FROM PUBLIC;

CREATE FUNCTION read_call_slot(p_token_digest bytea) RETURNS TABLE (slot_at timestamptz, time_zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.slot_at, h.time_zone FROM call_slot_hold h WHERE h.token_digest = p_token_digest;
$$;
REVOKE ALL ON FUNCTION read_call_slot FROM PUBLIC;
`;
