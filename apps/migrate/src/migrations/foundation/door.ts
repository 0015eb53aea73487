import { takeInquiry } from './take-inquiry.js';

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

${takeInquiry({ queue: `'intake'` })}
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
