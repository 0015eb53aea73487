/** The queue of an arrival: ten thousand requests that a machine doubts hold up nobody (rule R16). */
export const DOUBTED_APART = `CASE WHEN p_suspicion = '{}' THEN 'intake' ELSE 'doubted' END`;

const ITS_ID = `jsonb_build_object('inquiryId', p_id)`;

/** The door as it was made, but for the queue (SQL of its name) and what the job says of itself (SQL of its payload). */
export const takeInquiry = ({ queue, payload = ITS_ID }: { queue: string; payload?: string }) => `
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
    VALUES (p_job_id, ${queue}, 'take-in-inquiry', ${payload}, p_received_at);
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
