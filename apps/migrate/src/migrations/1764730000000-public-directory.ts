import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the public may know of the directory: listed facilities in use, their programs in use, and who runs them. A
 * facility without an organisation is its own. No contacts, no notes, no beds, no payers' terms.
 */
const VIEWS = `
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

export class PublicDirectory1764730000000 implements MigrationInterface {
  name = 'PublicDirectory1764730000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VIEWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of ['public_treatment_organisation', 'public_program', 'public_facility']) {
      await runner.query(`DROP VIEW ${view}`);
    }
  }
}
