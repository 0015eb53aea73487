/** SMS and e-mail out and in, and their templates. */
export const MESSAGES_AND_CADENCES = `
ALTER TABLE organisation ADD COLUMN postal_address text NOT NULL DEFAULT '';

CREATE TABLE template (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  channel text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE template_text (
  id uuid PRIMARY KEY,
  template_id uuid NOT NULL REFERENCES template (id),
  language text NOT NULL,
  number integer NOT NULL,
  subject text,
  body text NOT NULL,
  written_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT template_text_once UNIQUE (template_id, language, number)
);

CREATE TABLE message (
  id uuid PRIMARY KEY,
  lead_id uuid REFERENCES lead (id),
  person_id uuid REFERENCES person (id),
  contact_point_id uuid REFERENCES contact_point (id),
  channel text NOT NULL,
  direction text NOT NULL,
  purpose text NOT NULL DEFAULT 'conversation',
  state text NOT NULL,
  subject_enc text,
  body_enc text NOT NULL,
  media_enc text,
  language text NOT NULL DEFAULT 'en',
  template_text_id uuid REFERENCES template_text (id),
  intent_key text,
  due_at timestamptz,
  send_at timestamptz,
  sending_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  received_at timestamptz,
  closed_because text,
  provider text,
  provider_message_id text,
  error_code text,
  in_reply_to uuid REFERENCES message (id),
  retry_of uuid REFERENCES message (id),
  inquiry_id uuid REFERENCES inquiry (id),
  handled_at timestamptz,
  handled_by uuid REFERENCES staff_user (id),
  created_by uuid REFERENCES staff_user (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX message_intent ON message (intent_key) WHERE intent_key IS NOT NULL;
CREATE UNIQUE INDEX message_provider ON message (provider, provider_message_id) WHERE provider_message_id IS NOT NULL;
CREATE UNIQUE INDEX message_retry ON message (retry_of) WHERE retry_of IS NOT NULL;
CREATE INDEX message_state ON message (state, created_at DESC, id DESC);
CREATE INDEX message_sending ON message (sending_at) WHERE state = 'sending';
CREATE INDEX message_recent ON message (created_at DESC, id DESC);
CREATE INDEX message_lead ON message (lead_id, created_at DESC, id DESC);
CREATE INDEX message_point ON message (contact_point_id, created_at DESC, id DESC);
CREATE INDEX message_unhandled ON message (created_at DESC, id DESC) WHERE direction = 'in' AND handled_at IS NULL;

CREATE TABLE message_event (
  id uuid PRIMARY KEY,
  message_id uuid NOT NULL REFERENCES message (id),
  state text NOT NULL,
  code text,
  at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX message_event_message ON message_event (message_id, at);

-- What the link at the end of an e-mail takes back: only its token's digest is kept.
CREATE TABLE unsubscribe_link (
  token_digest bytea PRIMARY KEY,
  message_id uuid NOT NULL REFERENCES message (id),
  person_id uuid NOT NULL REFERENCES person (id),
  contact_point_id uuid NOT NULL REFERENCES contact_point (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX unsubscribe_link_person ON unsubscribe_link (person_id);

CREATE FUNCTION knows_unsubscribe(p_token_digest bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM unsubscribe_link u WHERE u.token_digest = p_token_digest);
$$;
REVOKE ALL ON FUNCTION knows_unsubscribe FROM PUBLIC;

-- What a person says (a text, a voicemail, an unsubscribe) is stored while no message to them is being started: a
-- start holds the same locks, and sees afterwards what was stored before it.
CREATE FUNCTION take_inbound(
  p_locks bigint[],
  p_id uuid, p_job_id uuid, p_kind text, p_provider text, p_event_id text, p_follows text,
  p_received_at timestamptz, p_reference text, p_token_digest bytea, p_capability_key bytea,
  p_body_digest bytea, p_seal_key_id text, p_sealed bytea, p_suspicion text[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  key bigint;
BEGIN
  FOREACH key IN ARRAY p_locks LOOP
    PERFORM pg_advisory_xact_lock(key);
  END LOOP;
  RETURN take_inquiry(p_id, p_job_id, p_kind, p_provider, p_event_id, p_follows, p_received_at,
    p_reference, p_token_digest, p_capability_key, p_body_digest, p_seal_key_id, p_sealed, p_suspicion);
END
$$;
REVOKE ALL ON FUNCTION take_inbound FROM PUBLIC;
`;
