import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFERRALS = `
CREATE TABLE referral (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  program_id uuid NOT NULL REFERENCES program (id),
  facility_id uuid NOT NULL REFERENCES facility (id),
  match_id uuid REFERENCES match (id),
  state text NOT NULL DEFAULT 'draft',
  decline_reason text,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  answered_at timestamptz,
  arrival_at timestamptz,
  arrival_promise_id uuid,
  arrived_at timestamptz,
  arrival_said_by text,
  admitted_at timestamptz,
  consent_id uuid,
  emergency_reason_enc text,
  transport_enc text,
  transport_paid_by text,
  hand_over_at timestamptz,
  hand_over_call_id uuid REFERENCES call (id),
  hand_over_note_enc text,
  proposed_after_id uuid REFERENCES referral (id),
  proposed_because text,
  created_by uuid REFERENCES staff_user (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- One program is asked once at a time about one lead.
CREATE UNIQUE INDEX referral_living ON referral (lead_id, program_id)
  WHERE state NOT IN ('completed', 'stepped_down', 'left', 'turned_away', 'declined', 'withdrawn');
-- What is proposed because of one referral is proposed once.
CREATE UNIQUE INDEX referral_proposal ON referral (proposed_after_id) WHERE proposed_after_id IS NOT NULL;
CREATE INDEX referral_lead ON referral (lead_id, created_at DESC, id DESC);
CREATE INDEX referral_state ON referral (state, updated_at DESC, id DESC);
CREATE INDEX referral_recent ON referral (updated_at DESC, id DESC);
CREATE INDEX referral_program ON referral (program_id, created_at DESC, id DESC);
CREATE INDEX referral_facility ON referral (facility_id, created_at DESC, id DESC);

CREATE TABLE referral_change (
  id uuid PRIMARY KEY,
  referral_id uuid NOT NULL REFERENCES referral (id),
  from_state text NOT NULL,
  to_state text NOT NULL,
  wanted_state text NOT NULL,
  mover text NOT NULL,
  said_by text NOT NULL,
  staff_id uuid REFERENCES staff_user (id),
  reason text,
  note_enc text,
  inquiry_id uuid REFERENCES inquiry (id),
  at timestamptz NOT NULL
);
CREATE INDEX referral_change_of ON referral_change (referral_id, at, id);
CREATE UNIQUE INDEX referral_change_once ON referral_change (inquiry_id) WHERE inquiry_id IS NOT NULL;

CREATE TABLE referral_note (
  id uuid PRIMARY KEY,
  referral_id uuid NOT NULL REFERENCES referral (id),
  sender text NOT NULL,
  staff_id uuid REFERENCES staff_user (id),
  text_enc text NOT NULL,
  inquiry_id uuid REFERENCES inquiry (id),
  at timestamptz NOT NULL
);
CREATE INDEX referral_note_of ON referral_note (referral_id, at, id);
CREATE UNIQUE INDEX referral_note_once ON referral_note (inquiry_id) WHERE inquiry_id IS NOT NULL;

CREATE TABLE referral_statement (
  id uuid PRIMARY KEY,
  referral_id uuid NOT NULL REFERENCES referral (id),
  how text NOT NULL,
  language text NOT NULL,
  wording text NOT NULL,
  wording_hash bytea NOT NULL,
  staff_id uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL
);
CREATE INDEX referral_statement_of ON referral_statement (referral_id, at, id);
`;

const LINKS = `
CREATE TABLE referral_link (
  id uuid PRIMARY KEY,
  referral_id uuid NOT NULL REFERENCES referral (id),
  token_digest bytea NOT NULL,
  public_key bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  channel text,
  sent_to_enc text,
  sealed bytea,
  sealed_at timestamptz,
  used_at timestamptz,
  opened_at timestamptz,
  code_hash bytea,
  code_expires_at timestamptz,
  code_tries integer NOT NULL DEFAULT 0,
  code_times timestamptz[] NOT NULL DEFAULT '{}',
  created_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX referral_link_token ON referral_link (token_digest);
CREATE INDEX referral_link_of ON referral_link (referral_id, created_at DESC, id DESC);

-- What one browser may read for a while: sealed to a token it alone holds.
CREATE TABLE referral_opening (
  token_digest bytea PRIMARY KEY,
  link_id uuid NOT NULL REFERENCES referral_link (id),
  sealed bytea NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX referral_opening_end ON referral_opening (expires_at);

CREATE TABLE facility_notice (
  id uuid PRIMARY KEY,
  referral_id uuid NOT NULL REFERENCES referral (id),
  kind text NOT NULL,
  channel text NOT NULL,
  to_enc text NOT NULL,
  state text NOT NULL DEFAULT 'queued',
  link_id uuid REFERENCES referral_link (id),
  code_enc text,
  error_code text,
  provider_message_id text,
  created_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  sending_at timestamptz,
  sent_at timestamptz
);
CREATE INDEX facility_notice_sending ON facility_notice (sending_at) WHERE state = 'sending';
CREATE INDEX facility_notice_of ON facility_notice (referral_id, created_at DESC, id DESC);
`;

const CONSENTS = `
CREATE TABLE consent_request (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead (id),
  person_id uuid NOT NULL REFERENCES person (id),
  facility_ids uuid[] NOT NULL,
  sections text[] NOT NULL,
  purpose text NOT NULL,
  language text NOT NULL,
  discloser text NOT NULL,
  patient_name_enc text NOT NULL,
  wording_enc text NOT NULL,
  wording_hash bytea NOT NULL,
  statement text NOT NULL,
  expires_at timestamptz NOT NULL,
  token_digest bytea,
  public_key bytea,
  link_expires_at timestamptz,
  sealed bytea,
  sealed_at timestamptz,
  refused_at timestamptz,
  cancelled_at timestamptz,
  created_by uuid REFERENCES staff_user (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX consent_request_token ON consent_request (token_digest) WHERE token_digest IS NOT NULL;
CREATE INDEX consent_request_lead ON consent_request (lead_id, created_at DESC, id DESC);
CREATE INDEX consent_request_person ON consent_request (person_id, created_at DESC, id DESC);

-- The ledger of signatures and of what was taken back: rows are added, never changed.
CREATE TABLE consent_signature (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES consent_request (id),
  person_id uuid NOT NULL REFERENCES person (id),
  decision text NOT NULL,
  way text NOT NULL,
  wording_hash bytea NOT NULL,
  name_enc text,
  signed_at timestamptz,
  ip_digest bytea,
  file_id uuid REFERENCES lead_file (id),
  reason_enc text,
  inquiry_id uuid REFERENCES inquiry (id),
  recorded_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL
);
-- A request is signed once and taken back once.
CREATE UNIQUE INDEX consent_signature_once ON consent_signature (request_id, decision);
CREATE INDEX consent_signature_person ON consent_signature (person_id, at, id);

ALTER TABLE referral ADD CONSTRAINT referral_consent_id_fkey
  FOREIGN KEY (consent_id) REFERENCES consent_signature (id);

CREATE TABLE disclosure (
  id uuid PRIMARY KEY,
  referral_id uuid NOT NULL REFERENCES referral (id),
  facility_id uuid NOT NULL REFERENCES facility (id),
  way text NOT NULL,
  purpose text NOT NULL,
  sections text[] NOT NULL,
  consent_id uuid REFERENCES consent_signature (id),
  link_id uuid REFERENCES referral_link (id),
  packet_hash bytea NOT NULL,
  reason_enc text,
  staff_id uuid REFERENCES staff_user (id),
  inquiry_id uuid REFERENCES inquiry (id),
  at timestamptz NOT NULL
);
CREATE INDEX disclosure_referral ON disclosure (referral_id, at DESC, id DESC);
CREATE INDEX disclosure_facility ON disclosure (facility_id, at DESC, id DESC);
`;

const POLICY = `
ALTER TABLE organisation ADD COLUMN referral_policy text NOT NULL DEFAULT 'one_by_one';
`;

/** What the site's role may ask: each is found by the digest of a token, and only a token opens what is given. */
const FUNCTIONS = `
CREATE FUNCTION read_referral_link(p_token_digest bytea)
RETURNS TABLE (usable boolean, sealed bytea, sealed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.revoked_at IS NULL AND l.expires_at > now(),
    CASE WHEN l.revoked_at IS NULL AND l.expires_at > now() THEN l.sealed END, l.sealed_at
  FROM referral_link l WHERE l.token_digest = p_token_digest;
$$;
REVOKE ALL ON FUNCTION read_referral_link FROM PUBLIC;

CREATE FUNCTION read_referral_packet(p_token_digest bytea)
RETURNS TABLE (sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.sealed FROM referral_opening o JOIN referral_link l ON l.id = o.link_id
  WHERE o.token_digest = p_token_digest AND o.expires_at > now()
    AND l.revoked_at IS NULL AND l.expires_at > now();
$$;
REVOKE ALL ON FUNCTION read_referral_packet FROM PUBLIC;

CREATE FUNCTION read_consent_request(p_token_digest bytea)
RETURNS TABLE (usable boolean, sealed bytea, sealed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.cancelled_at IS NULL AND r.link_expires_at > now(),
    CASE WHEN r.cancelled_at IS NULL AND r.link_expires_at > now() THEN r.sealed END, r.sealed_at
  FROM consent_request r WHERE r.token_digest = p_token_digest;
$$;
REVOKE ALL ON FUNCTION read_consent_request FROM PUBLIC;
`;

export class Referrals1764900000000 implements MigrationInterface {
  name = 'Referrals1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [REFERRALS, LINKS, CONSENTS, POLICY, FUNCTIONS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
