import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the desk says of what was held back, what that teaches, and a queue of its own for what a machine doubts. */
export class Quarantine1765410000000 implements MigrationInterface {
  name = 'Quarantine1765410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      takeInquiry(`CASE WHEN p_suspicion = '{}' THEN 'intake' ELSE 'doubted' END`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(takeInquiry(`'intake'`));
    await runner.query('DROP TABLE suspicion_lesson');
    await runner.query('DROP TABLE quarantine_decision');
  }
}

const TABLES = `
CREATE TABLE quarantine_decision (
  id uuid PRIMARY KEY,
  inquiry_id uuid NOT NULL REFERENCES inquiry (id),
  verdict text NOT NULL,
  decided_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL
);
CREATE INDEX quarantine_decision_of ON quarantine_decision (inquiry_id, at DESC, id DESC);

CREATE TABLE suspicion_lesson (
  id uuid PRIMARY KEY,
  decision_id uuid NOT NULL REFERENCES quarantine_decision (id),
  inquiry_id uuid NOT NULL REFERENCES inquiry (id),
  kind text NOT NULL,
  reason text,
  subject bytea,
  verdict text NOT NULL,
  at timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE INDEX suspicion_lesson_of ON suspicion_lesson (inquiry_id) WHERE withdrawn_at IS NULL;
CREATE INDEX suspicion_lesson_reason ON suspicion_lesson (reason, at DESC, id DESC)
  WHERE kind = 'reason' AND withdrawn_at IS NULL;
CREATE INDEX suspicion_lesson_subject ON suspicion_lesson (subject, at DESC, id DESC)
  WHERE subject IS NOT NULL AND withdrawn_at IS NULL;
`;

/** The door as it was, but for the queue: ten thousand requests that a machine doubts hold up nobody (rule R16). */
const takeInquiry = (queue: string) => `
CREATE OR REPLACE FUNCTION take_inquiry(
  p_id uuid, p_job_id uuid, p_kind text, p_provider text, p_event_id text, p_follows text,
  p_received_at timestamptz, p_reference text, p_token_digest bytea, p_capability_key bytea,
  p_body_digest bytea, p_seal_key_id text, p_sealed bytea, p_suspicion text[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found_digest bytea;
  found_at timestamptz;
BEGIN
  INSERT INTO inquiry (id, kind, provider, provider_event_id, follows, received_at, reference,
    token_digest, capability_key, body_digest, seal_key_id, sealed, suspicion)
  VALUES (p_id, p_kind, p_provider, p_event_id, p_follows, p_received_at, p_reference,
    p_token_digest, p_capability_key, p_body_digest, p_seal_key_id, p_sealed, p_suspicion)
  ON CONFLICT ON CONSTRAINT inquiry_once DO NOTHING;
  IF FOUND THEN
    INSERT INTO outbox (id, queue, name, payload, due_at)
    VALUES (p_job_id, ${queue}, 'take-in-inquiry', jsonb_build_object('inquiryId', p_id), p_received_at);
    RETURN 'taken';
  END IF;
  SELECT body_digest, received_at INTO found_digest, found_at
    FROM inquiry WHERE provider = p_provider AND provider_event_id = p_event_id;
  IF found_digest = p_body_digest THEN
    RETURN 'repeated';
  END IF;
  -- An idempotency key holds for 24 hours; an old key with a new body is a new request, never a lost one.
  IF found_at < p_received_at - interval '24 hours' THEN
    RETURN take_inquiry(p_id, p_job_id, p_kind, p_provider, p_event_id || ':' || encode(p_body_digest, 'hex'), p_follows,
      p_received_at, p_reference, p_token_digest, p_capability_key, p_body_digest, p_seal_key_id,
      p_sealed, p_suspicion);
  END IF;
  RETURN 'differs';
END
$$;
`;
