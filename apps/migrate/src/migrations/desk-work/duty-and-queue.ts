/** Who is on duty when, who gets which lead, and the one queue everybody works from. */
export const DUTY_AND_QUEUE = `
CREATE TABLE routing_rule (
  id uuid PRIMARY KEY,
  position integer NOT NULL,
  name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  conditions jsonb NOT NULL DEFAULT '{}',
  target jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX routing_rule_order ON routing_rule (position, id);

CREATE TABLE shift (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  kind text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  note text,
  version integer NOT NULL DEFAULT 1,
  cancelled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT shift_ends_after_start CHECK (ends_at > starts_at)
);
CREATE INDEX shift_when ON shift (starts_at, ends_at) WHERE cancelled_at IS NULL;
CREATE INDEX shift_staff ON shift (staff_id, starts_at);

CREATE TABLE closed_day (
  day date PRIMARY KEY,
  name text NOT NULL,
  closed boolean NOT NULL DEFAULT true,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE queue_entry (
  lead_id uuid PRIMARY KEY REFERENCES lead (id),
  band smallint NOT NULL,
  due_at timestamptz NOT NULL,
  because text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  owner_id uuid REFERENCES staff_user (id),
  team_id uuid REFERENCES team (id),
  hold_until timestamptz,
  snoozed_by uuid REFERENCES staff_user (id),
  taken_by uuid REFERENCES staff_user (id),
  taken_until timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX queue_entry_order ON queue_entry (band, due_at, lead_id);
CREATE INDEX queue_entry_owner ON queue_entry (owner_id, band, due_at, lead_id);

CREATE TABLE screening (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL UNIQUE REFERENCES lead (id),
  answers_enc text NOT NULL,
  started_by uuid REFERENCES staff_user (id),
  started_at timestamptz NOT NULL,
  completed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now()
);
`;
