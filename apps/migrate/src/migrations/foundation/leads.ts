/** Leads: one episode of one patient seeking help, and everything that is written once about it. */
export const LEADS = `
CREATE TABLE lead (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
  patient_id uuid NOT NULL REFERENCES person (id),
  for_whom text NOT NULL DEFAULT 'self',
  stage text NOT NULL DEFAULT 'new',
  urgency text NOT NULL,
  urgency_reasons jsonb NOT NULL,
  urgency_rules_version integer NOT NULL,
  owner_id uuid REFERENCES staff_user (id),
  team_id uuid REFERENCES team (id),
  source_id uuid NOT NULL REFERENCES source (id),
  tracking_number_id uuid REFERENCES tracking_number (id),
  campaign text,
  attribution jsonb NOT NULL DEFAULT '{}',
  language text NOT NULL DEFAULT 'en',
  zip text,
  state text,
  age integer,
  pregnant text,
  when_wanted text,
  substances text[] NOT NULL DEFAULT '{}',
  level_requested text,
  level_screened text,
  level_assessed text,
  payment text,
  low_cost_offered_at timestamptz,
  received_at timestamptz NOT NULL,
  first_attempt_at timestamptz,
  first_contact_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_activity_at timestamptz NOT NULL,
  next_action_at timestamptz,
  closed_at timestamptz,
  closed_reason text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX lead_number ON lead (number);
CREATE UNIQUE INDEX lead_one_open_per_patient ON lead (patient_id) WHERE closed_at IS NULL;
CREATE INDEX lead_patient ON lead (patient_id, created_at DESC, id DESC);
CREATE INDEX lead_recent ON lead (created_at DESC, id DESC);
CREATE INDEX lead_received ON lead (received_at DESC, id DESC);
CREATE INDEX lead_stage ON lead (stage, created_at DESC, id DESC);
CREATE INDEX lead_urgency ON lead (urgency, created_at DESC, id DESC);
CREATE INDEX lead_owner ON lead (owner_id, created_at DESC, id DESC);
CREATE INDEX lead_source ON lead (source_id, created_at DESC, id DESC);
CREATE INDEX lead_state ON lead (state, created_at DESC, id DESC);
CREATE INDEX lead_next_action ON lead (next_action_at, id) WHERE closed_at IS NULL;

CREATE TABLE lead_contact (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  person_id uuid NOT NULL REFERENCES person (id),
  relationship text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT lead_contact_once UNIQUE (lead_id, person_id)
);
CREATE INDEX lead_contact_person ON lead_contact (person_id);

CREATE TABLE lead_inquiry (
  inquiry_id uuid PRIMARY KEY REFERENCES inquiry (id),
  lead_id uuid REFERENCES lead (id),
  outcome text NOT NULL,
  joined_because text,
  requester_id uuid REFERENCES person (id),
  decided_at timestamptz NOT NULL,
  released_at timestamptz,
  released_by uuid REFERENCES staff_user (id)
);
CREATE INDEX lead_inquiry_lead ON lead_inquiry (lead_id, decided_at DESC);
CREATE INDEX lead_inquiry_quarantined ON lead_inquiry (decided_at DESC) WHERE outcome = 'quarantined';

CREATE TABLE possible_match (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  other_lead_id uuid NOT NULL REFERENCES lead (id),
  because text NOT NULL,
  decision text,
  decided_at timestamptz,
  decided_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT possible_match_once UNIQUE (lead_id, other_lead_id)
);
CREATE INDEX possible_match_other ON possible_match (other_lead_id);

CREATE TABLE assignment (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  owner_id uuid REFERENCES staff_user (id),
  team_id uuid REFERENCES team (id),
  because text NOT NULL,
  note_enc text,
  assigned_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL
);
CREATE INDEX assignment_lead ON assignment (lead_id, at DESC, id DESC);

CREATE TABLE stage_change (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  from_stage text NOT NULL,
  to_stage text NOT NULL,
  reason text,
  note_enc text,
  changed_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL,
  undone_at timestamptz
);
CREATE INDEX stage_change_lead ON stage_change (lead_id, at DESC, id DESC);

CREATE TABLE activity (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  kind text NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  payload_enc text NOT NULL,
  subject_id uuid,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX activity_lead ON activity (lead_id, at DESC, id DESC);
CREATE UNIQUE INDEX activity_once ON activity (lead_id, kind, subject_id) WHERE subject_id IS NOT NULL;

CREATE TABLE coverage (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  priority integer NOT NULL DEFAULT 1,
  payer_id uuid REFERENCES payer (id),
  payer_text_enc text,
  plan_type text NOT NULL DEFAULT 'unknown',
  member_id_enc text,
  group_number_enc text,
  subscriber_name_enc text,
  subscriber_relationship text,
  inquiry_id uuid REFERENCES inquiry (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX coverage_lead ON coverage (lead_id, priority, id);
CREATE UNIQUE INDEX coverage_once ON coverage (inquiry_id) WHERE inquiry_id IS NOT NULL;
`;
