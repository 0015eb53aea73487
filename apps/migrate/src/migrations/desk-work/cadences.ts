/** Follow-up plans, who is on them, and what became of each step. */
export const CADENCES = `
CREATE TABLE cadence (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  is_default boolean NOT NULL DEFAULT false,
  on_request boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX cadence_default ON cadence (is_default) WHERE is_default;
CREATE UNIQUE INDEX cadence_name ON cadence (lower(name));

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
  started_at timestamptz NOT NULL,
  followed_since timestamptz NOT NULL,
  started_by uuid REFERENCES staff_user (id),
  step integer NOT NULL DEFAULT 0,
  anchor_at timestamptz NOT NULL,
  tried_at timestamptz,
  tried_by_message boolean NOT NULL DEFAULT false,
  call_task_id uuid REFERENCES task (id),
  next_at timestamptz,
  paused_at timestamptz,
  paused_until timestamptz,
  pause_reason_enc text,
  ended_at timestamptz,
  ended_because text,
  end_reason_enc text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX enrolment_one_living ON enrolment (lead_id) WHERE ended_at IS NULL;
CREATE INDEX enrolment_lead ON enrolment (lead_id, started_at DESC, id DESC);
CREATE INDEX enrolment_next ON enrolment (next_at, id) WHERE ended_at IS NULL AND next_at IS NOT NULL;
CREATE INDEX enrolment_living ON enrolment (cadence_id) WHERE ended_at IS NULL;

CREATE TABLE enrolment_step (
  id uuid PRIMARY KEY,
  enrolment_id uuid NOT NULL REFERENCES enrolment (id),
  position integer NOT NULL,
  step_key text NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL,
  because text,
  planned_at timestamptz NOT NULL,
  at timestamptz NOT NULL,
  task_id uuid REFERENCES task (id),
  message_id uuid REFERENCES message (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT enrolment_step_once UNIQUE (enrolment_id, position)
);

-- What was promised to the person stays as it was said when the task is moved.
ALTER TABLE task ADD COLUMN promised_at timestamptz;
ALTER TABLE task ADD COLUMN remind_minutes integer NOT NULL DEFAULT 0;
CREATE INDEX task_due ON task (due_at, id);
CREATE INDEX task_promised ON task (promised_at, id) WHERE promised_at IS NOT NULL AND done_at IS NULL AND dropped_at IS NULL;
`;
