import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether money or ownership ties a facility to the organisation, and what was said of it before a referral (rule R14). */
const TIE = `
ALTER TABLE facility ADD COLUMN financial_tie text NOT NULL DEFAULT 'unknown';
ALTER TABLE referral_statement ADD COLUMN financial_tie text;
CREATE INDEX zip_place_where ON zip_place (latitude, longitude);`;

/**
 * What the finder and the pages about insurance may know beside it: for whom a program is, which medicines it continues,
 * which payers it says it takes, and who said a field when; never which colleague it was.
 */
const VIEWS = `
CREATE OR REPLACE VIEW public_facility AS
  SELECT f.id, coalesce(f.organisation_id, f.id) AS organisation_id, f.name, f.other_names, f.description,
    f.address_line, f.city, f.state, f.zip, f.latitude, f.longitude, f.phone, f.website, f.updated_at, f.financial_tie
  FROM facility f WHERE f.listed AND f.active AND f.taken_back_at IS NULL;

CREATE OR REPLACE VIEW public_program AS
  SELECT p.id, p.facility_id, f.organisation_id, p.name, p.level_of_care, p.min_age, p.max_age, p.languages,
    p.description, p.self_pay, p.sliding_scale, p.state_funded, p.private_insurance,
    greatest(p.updated_at, f.updated_at) AS updated_at, p.sexes, p.populations, p.methadone, p.buprenorphine,
    p.naltrexone, p.scholarship
  FROM program p JOIN public_facility f ON f.id = p.facility_id WHERE p.active AND p.taken_back_at IS NULL;

CREATE VIEW public_program_payer AS
  SELECT pp.program_id, p.facility_id, pp.payer_id, pp.network, pp.said_by, pp.said_at
  FROM program_payer pp JOIN public_program p ON p.id = pp.program_id;

CREATE VIEW public_field_fact AS
  SELECT DISTINCT ON (n.record_id, n.field) n.record_kind, n.record_id, n.field, n.said_by, n.said_at
  FROM field_fact n
  WHERE EXISTS (SELECT 1 FROM public_facility f WHERE f.id = n.record_id)
    OR EXISTS (SELECT 1 FROM public_program p WHERE p.id = n.record_id)
  ORDER BY n.record_id, n.field, n.seq DESC;

-- Changes whenever the public part of the directory may have changed.
CREATE VIEW public_directory_version AS
  SELECT (SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') FROM public_facility)
    || ' ' || (SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') FROM public_program)
    || ' ' || (SELECT count(*) || ' ' || coalesce(max(said_at)::text, '') FROM public_program_payer)
    || ' ' || (SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') FROM payer) AS version;`;

export class PublicFinder1765500000000 implements MigrationInterface {
  name = 'PublicFinder1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TIE);
    await runner.query(VIEWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const views = [
      'public_directory_version',
      'public_field_fact',
      'public_program_payer',
      'public_treatment_organisation',
      'public_program',
      'public_facility',
    ];
    for (const view of views) await runner.query(`DROP VIEW ${view}`);
    await runner.query(BEFORE);
    await runner.query('DROP INDEX zip_place_where');
    await runner.query('ALTER TABLE referral_statement DROP COLUMN financial_tie');
    await runner.query('ALTER TABLE facility DROP COLUMN financial_tie');
  }
}

/** The views as they were. */
const BEFORE = `
CREATE VIEW public_facility AS
  SELECT f.id, coalesce(f.organisation_id, f.id) AS organisation_id, f.name, f.other_names, f.description,
    f.address_line, f.city, f.state, f.zip, f.latitude, f.longitude, f.phone, f.website, f.updated_at
  FROM facility f WHERE f.listed AND f.active AND f.taken_back_at IS NULL;

CREATE VIEW public_program AS
  SELECT p.id, p.facility_id, f.organisation_id, p.name, p.level_of_care, p.min_age, p.max_age, p.languages,
    p.description, p.self_pay, p.sliding_scale, p.state_funded, p.private_insurance,
    greatest(p.updated_at, f.updated_at) AS updated_at
  FROM program p JOIN public_facility f ON f.id = p.facility_id WHERE p.active AND p.taken_back_at IS NULL;

CREATE VIEW public_treatment_organisation AS
  SELECT o.id, o.name, o.website, o.updated_at FROM treatment_organisation o
    WHERE EXISTS (SELECT 1 FROM public_facility f WHERE f.organisation_id = o.id)
  UNION ALL
  SELECT f.id, f.name, f.website, f.updated_at FROM public_facility f WHERE f.organisation_id = f.id;`;
