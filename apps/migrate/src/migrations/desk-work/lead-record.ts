/** The rest of a lead's record: merges that can be undone, tags, files, views, mentions, bulk changes. */
export const LEAD_RECORD = `
ALTER TABLE lead_contact ADD COLUMN ended_at timestamptz;
-- The board reads nothing but these: by stage, by stage of an owner, by stage of a team.
CREATE INDEX lead_board ON lead (stage, urgency, next_action_at, id) WHERE closed_at IS NULL;
CREATE INDEX lead_board_owner ON lead (owner_id, stage, urgency, next_action_at, id) WHERE closed_at IS NULL;
CREATE INDEX lead_board_team ON lead (team_id, stage, urgency, next_action_at, id) WHERE closed_at IS NULL;
-- What the list is filtered and sorted by beside the foundation's.
CREATE INDEX lead_team ON lead (team_id, created_at DESC, id DESC);
CREATE INDEX lead_language ON lead (language, created_at DESC, id DESC);
CREATE INDEX lead_closed_reason ON lead (closed_reason, created_at DESC, id DESC) WHERE closed_reason IS NOT NULL;
CREATE INDEX lead_last_activity ON lead (last_activity_at, id);
CREATE INDEX lead_attempts ON lead (attempts, id);
CREATE INDEX lead_closed ON lead (closed_at, id);
CREATE INDEX person_merged ON person (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE TABLE lead_merge (
  id uuid PRIMARY KEY,
  kept_lead_id uuid NOT NULL REFERENCES lead (id),
  merged_lead_id uuid NOT NULL REFERENCES lead (id),
  reason_enc text,
  moved jsonb NOT NULL,
  before_enc text NOT NULL,
  merged_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL,
  undone_at timestamptz,
  undone_by uuid REFERENCES staff_user (id)
);
CREATE UNIQUE INDEX lead_merge_once ON lead_merge (merged_lead_id) WHERE undone_at IS NULL;
CREATE INDEX lead_merge_kept ON lead_merge (kept_lead_id, at DESC);

CREATE TABLE tag (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  colour text NOT NULL DEFAULT 'grey',
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX tag_name ON tag (lower(name));

CREATE TABLE lead_tag (
  lead_id uuid NOT NULL REFERENCES lead (id),
  tag_id uuid NOT NULL REFERENCES tag (id),
  added_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (lead_id, tag_id)
);
CREATE INDEX lead_tag_tag ON lead_tag (tag_id, lead_id);

CREATE TABLE lead_file (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  name_enc text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  content_enc bytea NOT NULL,
  removed_at timestamptz,
  removed_by uuid REFERENCES staff_user (id),
  uploaded_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX lead_file_lead ON lead_file (lead_id, created_at DESC, id DESC);

CREATE TABLE saved_view (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES staff_user (id),
  resource text NOT NULL,
  name text NOT NULL,
  settings_enc text NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  removed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saved_view_owner ON saved_view (owner_id, resource);
CREATE INDEX saved_view_shared ON saved_view (resource, name) WHERE shared AND removed_at IS NULL;

CREATE TABLE mention (
  id uuid PRIMARY KEY,
  activity_id uuid NOT NULL REFERENCES activity (id),
  lead_id uuid NOT NULL REFERENCES lead (id),
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  read_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT mention_once UNIQUE (activity_id, staff_id)
);
CREATE INDEX mention_mine ON mention (staff_id, created_at DESC, id DESC);
CREATE INDEX mention_unread ON mention (staff_id, created_at DESC, id DESC) WHERE read_at IS NULL;

CREATE TABLE bulk_change (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  what jsonb NOT NULL,
  before jsonb NOT NULL,
  done integer NOT NULL,
  refused integer NOT NULL,
  made_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL,
  undone_at timestamptz
);
CREATE INDEX bulk_change_recent ON bulk_change (made_by, at DESC);

CREATE TABLE coaching_note (
  id uuid PRIMARY KEY,
  call_id uuid NOT NULL REFERENCES call (id),
  at_second integer,
  text_enc text NOT NULL,
  written_by uuid NOT NULL REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX coaching_note_call ON coaching_note (call_id, at_second);
`;
