/** Staff share their id with the sign-in account; audit rows are inserted only, and linked into a chain soon after. */
export const STAFF_AND_AUDIT = `
CREATE TABLE team (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX team_name ON team (lower(name));

CREATE TABLE staff_user (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  team_id uuid REFERENCES team (id),
  status text NOT NULL DEFAULT 'active',
  on_duty boolean NOT NULL DEFAULT false,
  languages text[] NOT NULL DEFAULT '{en}',
  last_assigned_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX staff_user_email ON staff_user (lower(email));

CREATE TABLE staff_invitation (
  id uuid PRIMARY KEY,
  token_digest bytea NOT NULL,
  email text,
  name text,
  role text NOT NULL,
  team_id uuid REFERENCES team (id),
  invited_by uuid REFERENCES staff_user (id),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX staff_invitation_token ON staff_invitation (token_digest);

CREATE TABLE staff_preference (
  staff_id uuid NOT NULL REFERENCES staff_user (id),
  key text NOT NULL,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (staff_id, key)
);

CREATE TABLE audit_event (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  resource text NOT NULL,
  resource_id text,
  lead_id uuid,
  person_id uuid,
  reason_enc text,
  request_id text,
  ip text,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX audit_event_recent ON audit_event (at DESC, id DESC);
CREATE INDEX audit_event_actor ON audit_event (actor_id, at DESC, id DESC);
CREATE INDEX audit_event_lead ON audit_event (lead_id, at DESC, id DESC) WHERE lead_id IS NOT NULL;
CREATE INDEX audit_event_person ON audit_event (person_id, at DESC, id DESC) WHERE person_id IS NOT NULL;

CREATE TABLE audit_link (
  seq bigint PRIMARY KEY,
  event_id uuid NOT NULL UNIQUE REFERENCES audit_event (id),
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  linked_at timestamptz NOT NULL DEFAULT now()
);
`;
