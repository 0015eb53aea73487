/**
 * People, how to reach them, and what they consented to. A contact point is one row per number or
 * address (its digest is unique); a person's own wishes about it live on the link between the two,
 * because a shared phone belongs to several people.
 */
export const PEOPLE = `
CREATE TABLE person (
  id uuid PRIMARY KEY,
  name_enc text,
  birth_date_enc text,
  language text NOT NULL DEFAULT 'en',
  merged_into_id uuid REFERENCES person (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_recent ON person (created_at DESC, id DESC);

CREATE TABLE person_name_digest (
  key_id text NOT NULL,
  digest bytea NOT NULL,
  person_id uuid NOT NULL REFERENCES person (id),
  PRIMARY KEY (key_id, digest, person_id)
);
CREATE INDEX person_name_digest_person ON person_name_digest (person_id);

CREATE TABLE contact_point (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  value_enc text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE contact_point_digest (
  key_id text NOT NULL,
  digest bytea NOT NULL,
  contact_point_id uuid NOT NULL REFERENCES contact_point (id),
  PRIMARY KEY (key_id, digest)
);
CREATE INDEX contact_point_digest_point ON contact_point_digest (contact_point_id);

CREATE TABLE person_contact (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  contact_point_id uuid NOT NULL REFERENCES contact_point (id),
  safe_to_voicemail boolean,
  safe_to_text boolean,
  preferred_time_enc text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT person_contact_once UNIQUE (person_id, contact_point_id)
);
CREATE INDEX person_contact_point ON person_contact (contact_point_id);

CREATE TABLE consent (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  contact_point_id uuid REFERENCES contact_point (id),
  scope text NOT NULL,
  decision text NOT NULL,
  wording text NOT NULL,
  wording_hash bytea NOT NULL,
  at timestamptz NOT NULL,
  origin text NOT NULL,
  inquiry_id uuid REFERENCES inquiry (id),
  recorded_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX consent_person ON consent (person_id, scope, at DESC, id DESC);
CREATE UNIQUE INDEX consent_once ON consent (inquiry_id, person_id, scope) WHERE inquiry_id IS NOT NULL;
`;
