/** Calls, tasks and clocks. A call's state has a rank so that late webhooks never move it backwards. */
export const CALLS_AND_WORK = `
CREATE TABLE call (
  id uuid PRIMARY KEY,
  lead_id uuid REFERENCES lead (id),
  provider text NOT NULL,
  provider_call_id text NOT NULL,
  direction text NOT NULL,
  state text NOT NULL,
  state_rank integer NOT NULL,
  outcome text,
  contact_point_id uuid REFERENCES contact_point (id),
  tracking_number_id uuid REFERENCES tracking_number (id),
  started_at timestamptz NOT NULL,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_seconds integer,
  talk_seconds integer,
  voicemail boolean NOT NULL DEFAULT false,
  recording_enc text,
  recording_seconds integer,
  disposition text,
  staff_id uuid REFERENCES staff_user (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT call_once UNIQUE (provider, provider_call_id)
);
CREATE INDEX call_recent ON call (started_at DESC, id DESC);
CREATE INDEX call_lead ON call (lead_id, started_at DESC, id DESC);

CREATE TABLE task (
  id uuid PRIMARY KEY,
  lead_id uuid REFERENCES lead (id),
  kind text NOT NULL,
  title_enc text NOT NULL,
  owner_id uuid REFERENCES staff_user (id),
  due_at timestamptz NOT NULL,
  urgency text,
  origin_key text,
  done_at timestamptz,
  done_by uuid REFERENCES staff_user (id),
  dropped_at timestamptz,
  drop_reason_enc text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX task_once ON task (origin_key) WHERE origin_key IS NOT NULL;
CREATE INDEX task_open ON task (due_at, id) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX task_owner ON task (owner_id, due_at, id) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX task_lead ON task (lead_id, due_at, id);

CREATE TABLE clock (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  met_at timestamptz,
  missed_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT clock_once UNIQUE (lead_id, kind, subject_id)
);
CREATE INDEX clock_running ON clock (due_at, id) WHERE met_at IS NULL AND missed_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX clock_lead ON clock (lead_id, kind);
`;
