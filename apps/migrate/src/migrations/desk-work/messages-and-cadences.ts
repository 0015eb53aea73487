/** SMS and e-mail out and in, their templates, and the follow-up plans that plan them. */
export const MESSAGES_AND_CADENCES = `
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
  state text NOT NULL,
  subject_enc text,
  body_enc text NOT NULL,
  language text NOT NULL DEFAULT 'en',
  template_text_id uuid REFERENCES template_text (id),
  intent_key text,
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

CREATE TABLE cadence (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  is_default boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX cadence_default ON cadence (is_default) WHERE is_default;

CREATE TABLE cadence_plan (
  id uuid PRIMARY KEY,
  cadence_id uuid NOT NULL REFERENCES cadence (id),
  number integer NOT NULL,
  steps jsonb NOT NULL,
  written_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cadence_plan_once UNIQUE (cadence_id, number)
);

CREATE TABLE enrolment (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  cadence_id uuid NOT NULL REFERENCES cadence (id),
  plan_id uuid NOT NULL REFERENCES cadence_plan (id),
  state text NOT NULL,
  step integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  paused_until timestamptz,
  ended_at timestamptz,
  ended_because text,
  started_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX enrolment_one_living ON enrolment (lead_id) WHERE ended_at IS NULL;
CREATE INDEX enrolment_lead ON enrolment (lead_id, started_at DESC);
`;
