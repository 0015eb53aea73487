import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Client } from 'pg';
import { type RunningSite, startSite } from '../site.js';

const SCHEMAS = `${process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures'}/hsds/schema`;
const require = createRequire(import.meta.url);

const ORGANISATION = '0190a0a0-0000-7000-8000-0000000000a1';
const LISTED = '0190a0a0-0000-7000-8000-0000000000b1';
const HIDDEN = '0190a0a0-0000-7000-8000-0000000000b2';
const ALONE = '0190a0a0-0000-7000-8000-0000000000b3';

describe('HSDS at the site', () => {
  let site: RunningSite;
  beforeAll(async () => {
    site = await startSite();
    const owner = new Client({ connectionString: site.db.ownerUrl });
    await owner.connect();
    await owner.query(`
      INSERT INTO treatment_organisation (id, name, website, source) VALUES ('${ORGANISATION}', 'Elm Health', 'https://elm.example', 'staff');
      INSERT INTO facility (id, organisation_id, name, name_key, address_line, city, state, zip, latitude, longitude, phone, source, listed) VALUES
        ('${LISTED}', '${ORGANISATION}', 'Elm House', 'elm house', '12 Elm Street', 'Boston', 'MA', '02115', 42.34, -71.09, '+16175550101', 'staff', true),
        ('${HIDDEN}', '${ORGANISATION}', 'Not for the public', 'not for the public', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'staff', false),
        ('${ALONE}', NULL, 'Oak Center', 'oak center', NULL, 'Salem', 'MA', NULL, NULL, NULL, NULL, 'staff', true);
      INSERT INTO program (id, facility_id, name, level_of_care, min_age, languages, description, self_pay, active)
        SELECT gen_random_uuid(), f.id, f.name || ' ' || n, 'residential_high', 18, '{en,es}', 'Residential treatment', true, n < 4
        FROM facility f CROSS JOIN generate_series(1, 4) n;`);
    await owner.end();
  }, 60_000);
  afterAll(() => site?.stop());

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${site.url}/hsds${path}`, { headers });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  };

  test('lists page by page, and only what is listed and in use', async () => {
    const first = await get('/services?per_page=4');
    expect(first.body).toMatchObject({
      total_items: 6,
      total_pages: 2,
      page_number: 1,
      size: 4,
      first_page: true,
      last_page: false,
      empty: false,
    });
    const second = await get('/services?per_page=4&page=2');
    expect(second.body).toMatchObject({ size: 2, last_page: true });
    const all = [...first.body.contents, ...second.body.contents];
    expect(new Set(all.map(({ id }) => id)).size).toBe(6);
    expect(JSON.stringify(all)).not.toContain('Not for the public');
    expect((await get('/locations')).body.total_items).toBe(2);
    expect((await get('/organizations')).body.total_items).toBe(2);
    expect((await get(`/locations/${HIDDEN}`)).status).toBe(404);
    expect((await get('/services?search=oak')).body.total_items).toBe(3);
    expect((await get(`/services?organization_id=${ORGANISATION}`)).body.total_items).toBe(3);
    expect((await get('/services?modified_after=2999-01-01T00:00:00Z')).body).toMatchObject({
      empty: true,
    });
  });

  test('what cannot be asked is a 400 that names it; writing is no way', async () => {
    for (const [query, field] of [
      ['page=0', 'page'],
      ['per_page=101', 'per_page'],
      ['modified_after=yesterday', 'modified_after'],
      ['organization_id=7', 'organization_id'],
      ['format=ndjson', 'format'],
    ]) {
      const { status, body } = await get(`/services?${query}`);
      expect({ query, status, body }).toMatchObject({
        query,
        status: 400,
        body: { errors: { [field as string]: expect.any(String) } },
      });
    }
    expect((await get('/services/nobody')).status).toBe(404);
    expect(
      (await fetch(`${site.url}/hsds/services`, { method: 'POST' })).status,
    ).toBeGreaterThanOrEqual(404);
  });

  test('whoever has it already is told so', async () => {
    const first = await get('/organizations');
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    const etag = first.headers.get('etag') ?? '';
    const again = await get('/organizations', { 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, body: null });
    expect((await get('/organizations', { 'if-none-match': '"old"' })).status).toBe(200);
  });

  const valid = existsSync(SCHEMAS) ? test : test.skip;
  valid(
    'every document validates against the HSDS 3.0 schemas (SKIPPED without BRIDGELINE_FIXTURES)',
    async () => {
      const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
      const addFormats = require('ajv-formats') as (ajv: unknown) => void;
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      addFormats(ajv);
      for (const file of readdirSync(SCHEMAS)) {
        if (/^(compiled|openapi)/.test(file)) continue;
        ajv.addSchema(JSON.parse(readFileSync(`${SCHEMAS}/${file}`, 'utf8')), file);
      }
      const check = (schema: string, document: unknown) => {
        const validate = ajv.getSchema(schema);
        expect(validate).toBeDefined();
        const fine = validate?.(document);
        expect({ schema, errors: fine ? null : validate?.errors }).toEqual({
          schema,
          errors: null,
        });
      };
      const services = (await get('/services')).body.contents;
      for (const one of services) check('service.json', one);
      for (const { id } of services) {
        const whole = (await get(`/services/${id}`)).body;
        check('service.json', whole);
        expect(whole.service_at_locations).toHaveLength(1);
      }
      for (const one of (await get('/services?full=true')).body.contents)
        check('service.json', one);
      for (const one of (await get('/organizations')).body.contents) {
        check('organization.json', one);
        check('organization.json', (await get(`/organizations/${one.id}`)).body);
      }
      for (const one of (await get('/locations')).body.contents) check('location.json', one);
      for (const one of (await get('/service_at_locations')).body.contents)
        check('service_at_location.json', one);
      for (const one of (await get('/taxonomy_terms')).body.contents)
        check('taxonomy_term.json', one);
      for (const one of (await get('/taxonomies')).body.contents) check('taxonomy.json', one);
    },
    30_000,
  );
});
