/** How people come (sources, tracking numbers), who pays (payers), and who this organisation is. */
export const SOURCES_AND_PAYERS = `
CREATE TABLE source (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  kind text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tracking_number (
  id uuid PRIMARY KEY,
  phone text NOT NULL UNIQUE,
  label text NOT NULL,
  source_id uuid NOT NULL REFERENCES source (id),
  campaign text,
  utm_source text,
  active boolean NOT NULL DEFAULT true,
  is_default boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX tracking_number_default ON tracking_number (is_default) WHERE is_default;

CREATE TABLE organisation (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  name text NOT NULL,
  legal_name text NOT NULL,
  who_answers text NOT NULL,
  who_pays text NOT NULL,
  time_zone text NOT NULL DEFAULT 'America/New_York',
  business_hours jsonb NOT NULL,
  duty_phone text,
  backup_phone text,
  record_calls boolean NOT NULL DEFAULT false,
  greeting_en text NOT NULL,
  greeting_es text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE VIEW public_routing AS
  SELECT t.phone AS tracking_phone, t.label, t.utm_source, t.is_default,
    o.name AS organisation, o.legal_name, o.who_answers, o.who_pays, o.time_zone, o.business_hours,
    o.duty_phone, o.backup_phone, o.record_calls, o.greeting_en, o.greeting_es
  FROM tracking_number t CROSS JOIN organisation o
  WHERE t.active;

CREATE TABLE payer (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  parent_id uuid REFERENCES payer (id),
  electronic_id text,
  self_funded boolean NOT NULL DEFAULT false,
  state text,
  fact text,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX payer_name ON payer (lower(name));
CREATE INDEX payer_name_trigram ON payer USING gin (name gin_trgm_ops);

CREATE TABLE payer_alias (
  payer_id uuid NOT NULL REFERENCES payer (id),
  alias text NOT NULL,
  PRIMARY KEY (payer_id, alias)
);
CREATE UNIQUE INDEX payer_alias_once ON payer_alias (lower(alias));
CREATE INDEX payer_alias_trigram ON payer_alias USING gin (alias gin_trgm_ops);
`;
