/** Where treatment is given, what is offered there, and who said so. */
export const FACILITIES = `
CREATE TABLE treatment_organisation (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  website text,
  email text,
  phone text,
  source text NOT NULL,
  source_ref text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX treatment_organisation_name ON treatment_organisation (lower(name), id);
CREATE INDEX treatment_organisation_source ON treatment_organisation (source, source_ref) WHERE source_ref IS NOT NULL;

CREATE TABLE facility (
  id uuid PRIMARY KEY,
  organisation_id uuid REFERENCES treatment_organisation (id),
  name text NOT NULL,
  other_names text[] NOT NULL DEFAULT '{}',
  address_line text,
  city text,
  state text,
  zip text,
  latitude double precision,
  longitude double precision,
  phone text,
  website text,
  npi text,
  description text,
  relationship_owner_id uuid REFERENCES staff_user (id),
  listed boolean NOT NULL DEFAULT true,
  active boolean NOT NULL DEFAULT true,
  source text NOT NULL,
  source_ref text,
  name_key text NOT NULL,
  address_key text,
  stale_from timestamptz,
  taken_back_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT facility_zip_check CHECK (zip ~ '^[0-9]{5}$')
);
CREATE INDEX facility_by_name ON facility (lower(name), id) WHERE taken_back_at IS NULL;
CREATE INDEX facility_by_state ON facility (state, lower(city), id) WHERE taken_back_at IS NULL;
CREATE INDEX facility_stale ON facility (stale_from, id) WHERE taken_back_at IS NULL AND active;
CREATE INDEX facility_place ON facility (latitude, longitude) WHERE taken_back_at IS NULL;
CREATE INDEX facility_zip ON facility (zip, name_key);
CREATE INDEX facility_address ON facility (address_key) WHERE address_key IS NOT NULL;
CREATE INDEX facility_phone ON facility (phone) WHERE phone IS NOT NULL;
CREATE INDEX facility_source ON facility (source, source_ref) WHERE source_ref IS NOT NULL;
CREATE INDEX facility_organisation ON facility (organisation_id);
CREATE INDEX facility_name_trigram ON facility USING gin (name gin_trgm_ops);
CREATE INDEX facility_city_trigram ON facility USING gin (city gin_trgm_ops);

CREATE TABLE program (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facility (id),
  name text NOT NULL,
  level_of_care text NOT NULL,
  min_age integer,
  max_age integer,
  sexes text[] NOT NULL DEFAULT '{}',
  populations text[] NOT NULL DEFAULT '{}',
  languages text[] NOT NULL DEFAULT '{en}',
  methadone text NOT NULL DEFAULT 'unknown',
  buprenorphine text NOT NULL DEFAULT 'unknown',
  naltrexone text NOT NULL DEFAULT 'unknown',
  self_pay boolean NOT NULL DEFAULT false,
  sliding_scale boolean NOT NULL DEFAULT false,
  scholarship boolean NOT NULL DEFAULT false,
  state_funded boolean NOT NULL DEFAULT false,
  private_insurance boolean NOT NULL DEFAULT false,
  requirements text[] NOT NULL DEFAULT '{}',
  exclusions text[] NOT NULL DEFAULT '{}',
  length_of_stay_days integer,
  description text,
  active boolean NOT NULL DEFAULT true,
  taken_back_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX program_facility ON program (facility_id, id);
CREATE INDEX program_level ON program (level_of_care, facility_id) WHERE active AND taken_back_at IS NULL;

CREATE TABLE program_payer (
  program_id uuid NOT NULL REFERENCES program (id),
  payer_id uuid NOT NULL REFERENCES payer (id),
  network text NOT NULL,
  said_by text NOT NULL,
  said_at timestamptz NOT NULL,
  PRIMARY KEY (program_id, payer_id)
);
CREATE INDEX program_payer_payer ON program_payer (payer_id, program_id);

CREATE TABLE facility_contact (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facility (id),
  role text NOT NULL,
  name_enc text NOT NULL,
  phone_enc text,
  email_enc text,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX facility_contact_facility ON facility_contact (facility_id, id);

CREATE TABLE facility_licence (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facility (id),
  kind text NOT NULL,
  number text,
  issued_by text,
  valid_until date,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX facility_licence_facility ON facility_licence (facility_id, id);

CREATE TABLE facility_note (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facility (id),
  body_enc text NOT NULL,
  written_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX facility_note_facility ON facility_note (facility_id, created_at DESC, id DESC);

-- Append-only. The newest row (by seq) of a record's field says who stands behind what it holds, and since when.
CREATE TABLE field_fact (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record_kind text NOT NULL,
  record_id uuid NOT NULL,
  field text NOT NULL,
  said_by text NOT NULL,
  who text,
  said_at timestamptz NOT NULL,
  run_id uuid,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX field_fact_newest ON field_fact (record_id, field, seq DESC);

ALTER TABLE task ADD COLUMN facility_id uuid CONSTRAINT task_facility_id_fkey REFERENCES facility (id);
CREATE INDEX task_facility ON task (facility_id, due_at, id) WHERE facility_id IS NOT NULL;

-- Middles of the ZIP codes of the United States.
CREATE TABLE zip_place (
  zip text PRIMARY KEY,
  city text NOT NULL,
  state text NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL
);
`;
