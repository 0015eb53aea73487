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
  phone text,
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
  because text NOT NULL,
  due_at timestamptz NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  hold_until timestamptz,
  held_because text,
  recheck_at timestamptz,
  owner_id uuid REFERENCES staff_user (id),
  team_id uuid REFERENCES team (id),
  taken_by uuid REFERENCES staff_user (id),
  taken_until timestamptz,
  checked_at timestamptz NOT NULL
);
CREATE INDEX queue_entry_order ON queue_entry (band, due_at, lead_id);
CREATE INDEX queue_entry_owner ON queue_entry (owner_id, band, due_at, lead_id);
CREATE INDEX queue_entry_recheck ON queue_entry (recheck_at) WHERE recheck_at IS NOT NULL;
CREATE INDEX queue_entry_checked ON queue_entry (checked_at);

CREATE TABLE snooze (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  until timestamptz NOT NULL,
  reason_enc text NOT NULL,
  snoozed_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX snooze_one_living ON snooze (lead_id) WHERE ended_at IS NULL;

CREATE TABLE alert (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  urgency text NOT NULL,
  raised_at timestamptz NOT NULL,
  step text NOT NULL,
  step_at timestamptz NOT NULL,
  next_step text,
  next_step_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid REFERENCES staff_user (id)
);
CREATE UNIQUE INDEX alert_one_living ON alert (lead_id) WHERE acknowledged_at IS NULL;
CREATE INDEX alert_recent ON alert (raised_at DESC, id DESC);

ALTER TABLE staff_user ADD COLUMN capacity integer;
ALTER TABLE lead ADD COLUMN last_attempt_at timestamptz;
ALTER TABLE lead ADD COLUMN last_contact_at timestamptz;
CREATE INDEX lead_open_owner ON lead (owner_id) WHERE closed_at IS NULL;
ALTER TABLE clock ADD COLUMN paused_at timestamptz;
ALTER TABLE clock ADD COLUMN paused_because text;
ALTER TABLE clock ADD COLUMN resumes_at timestamptz;

CREATE VIEW working_time AS
  SELECT o.id, o.time_zone, o.business_hours || jsonb_build_object('holidays', (
    SELECT coalesce(jsonb_agg(day ORDER BY day), '[]') FROM (
      SELECT h.day FROM jsonb_array_elements_text(coalesce(o.business_hours -> 'holidays', '[]')) AS h(day)
        WHERE NOT EXISTS (SELECT 1 FROM closed_day c WHERE c.day::text = h.day)
      UNION ALL
      SELECT c.day::text FROM closed_day c WHERE c.closed
        AND c.day BETWEEN current_date - 400 AND current_date + 400
    ) AS days)) AS business_hours
  FROM organisation o;

CREATE OR REPLACE VIEW public_routing AS
  SELECT t.phone AS tracking_phone, t.label, t.utm_source, t.is_default,
    o.name AS organisation, o.legal_name, o.who_answers, o.who_pays, o.time_zone, w.business_hours,
    coalesce((SELECT s.phone FROM shift s WHERE s.kind = 'on_call' AND s.phone IS NOT NULL
        AND s.cancelled_at IS NULL AND s.starts_at <= now() AND s.ends_at > now()
      ORDER BY s.starts_at, s.id LIMIT 1), o.duty_phone) AS duty_phone,
    o.backup_phone, o.record_calls, o.greeting_en, o.greeting_es
  FROM tracking_number t CROSS JOIN organisation o JOIN working_time w ON w.id = o.id
  WHERE t.active;

CREATE TABLE screening (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL UNIQUE REFERENCES lead (id),
  answers_enc text NOT NULL,
  screener_version integer NOT NULL,
  started_by uuid REFERENCES staff_user (id),
  started_at timestamptz NOT NULL,
  completed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now()
);
`;
