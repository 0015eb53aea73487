/** Beds: what was reported, by whom, what is held for whom, and how a facility gets in to report. */
export const BEDS = `
CREATE TABLE bed_report (
  id uuid PRIMARY KEY,
  program_id uuid NOT NULL REFERENCES program (id),
  beds_open integer NOT NULL,
  beds_in_all integer,
  said_by text NOT NULL,
  source text NOT NULL,
  staff_id uuid REFERENCES staff_user (id),
  said_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bed_report_newest ON bed_report (program_id, said_at DESC, id DESC);

CREATE TABLE bed_hold (
  id uuid PRIMARY KEY,
  program_id uuid NOT NULL REFERENCES program (id),
  lead_id uuid NOT NULL REFERENCES lead (id),
  state text NOT NULL DEFAULT 'asked',
  asked_by uuid REFERENCES staff_user (id),
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  answered_by uuid REFERENCES staff_user (id),
  answered_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX bed_hold_once ON bed_hold (program_id, lead_id) WHERE state IN ('asked', 'confirmed');
CREATE INDEX bed_hold_lead ON bed_hold (lead_id, asked_at DESC);
CREATE INDEX bed_hold_program ON bed_hold (program_id, asked_at DESC);
CREATE INDEX bed_hold_due ON bed_hold (expires_at) WHERE state IN ('asked', 'confirmed');

CREATE TABLE facility_link (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facility (id),
  token_digest bytea NOT NULL UNIQUE,
  created_by uuid REFERENCES staff_user (id),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX facility_link_facility ON facility_link (facility_id, created_at DESC);

CREATE TABLE facility_api_key (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facility (id),
  label text NOT NULL,
  key_digest bytea NOT NULL UNIQUE,
  created_by uuid REFERENCES staff_user (id),
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX facility_api_key_facility ON facility_api_key (facility_id, created_at DESC);
`;
