/**
 * The sealed door: what the public process may write, and the one function it writes through.
 * `take_inquiry` is all the site's role can do to the records; it inserts the inquiry and its
 * outbox row in one statement's transaction and answers with the outcome, never with a record.
 */
export const DOOR = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE inquiry (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  provider text NOT NULL,
  provider_event_id text NOT NULL,
  follows text,
  received_at timestamptz NOT NULL,
  reference text NOT NULL,
  token_digest bytea NOT NULL,
  capability_key bytea NOT NULL,
  body_digest bytea NOT NULL,
  seal_key_id text NOT NULL,
  sealed bytea NOT NULL,
  suspicion text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inquiry_once UNIQUE (provider, provider_event_id)
);
CREATE INDEX inquiry_recent ON inquiry (received_at DESC, id DESC);
CREATE INDEX inquiry_by_reference ON inquiry (reference);
CREATE INDEX inquiry_by_token ON inquiry (token_digest);

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  queue text NOT NULL,
  name text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  dedupe_key text,
  due_at timestamptz NOT NULL,
  handed_at timestamptz,
  handed_as uuid,
  done_at timestamptz,
  failed_at timestamptz,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX outbox_once ON outbox (dedupe_key) WHERE dedupe_key IS NOT NULL;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE handed_at IS NULL AND done_at IS NULL;
CREATE INDEX outbox_intake ON outbox (id) WHERE done_at IS NULL AND queue = 'intake' AND name = 'take-in-inquiry';
CREATE INDEX outbox_handed ON outbox (handed_at) WHERE handed_at IS NOT NULL AND done_at IS NULL;

CREATE TABLE inquiry_rendering (
  token_digest bytea PRIMARY KEY,
  inquiry_id uuid NOT NULL REFERENCES inquiry (id),
  sealed bytea NOT NULL,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE FUNCTION take_inquiry(
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
    VALUES (p_job_id, 'intake', 'take-in-inquiry', jsonb_build_object('inquiryId', p_id), p_received_at);
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
REVOKE ALL ON FUNCTION take_inquiry FROM PUBLIC;

CREATE FUNCTION read_rendering(p_token_digest bytea)
RETURNS TABLE (known boolean, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM inquiry i WHERE i.token_digest = p_token_digest),
    (SELECT r.sealed FROM inquiry_rendering r
      WHERE r.token_digest = p_token_digest AND r.expires_at > now());
$$;
REVOKE ALL ON FUNCTION read_rendering FROM PUBLIC;

-- An inquiry is immutable: only re-sealing to a new key may touch it, and never its facts.
CREATE FUNCTION inquiry_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an inquiry is never deleted';
  END IF;
  IF (to_jsonb(NEW) - 'sealed' - 'seal_key_id') IS DISTINCT FROM (to_jsonb(OLD) - 'sealed' - 'seal_key_id') THEN
    RAISE EXCEPTION 'an inquiry is immutable';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER inquiry_immutable BEFORE UPDATE OR DELETE ON inquiry
  FOR EACH ROW EXECUTE FUNCTION inquiry_is_immutable();
`;
