import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { boxAround, codesOf, DIRECTORY_SOURCES, EARTH_MILES, type FacilityRow } from '#contract';
import { fieldError } from '#facilities';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

const miles = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z
    .number({ error: 'Please give a number of miles.' })
    .min(1, { error: 'Please give at least one mile.' })
    .max(3000, { error: 'Please give at most 3,000 miles.' }),
);

export const FacilityFilter = z.strictObject({
  id: ids.optional(),
  /** A part of the name, the organisation or the city, a ZIP code, or a state's two letters. */
  q: z.string().trim().max(200).optional(),
  state: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, { error: 'A state has two letters, such as MA.' })
    .optional(),
  city: z.string().trim().max(100).optional(),
  /** With `miles` (25 unless said): around the middle of this ZIP code, the nearest first. */
  zip: z
    .string()
    .trim()
    .regex(/^\d{5}$/, { error: 'A ZIP code has five digits.' })
    .optional(),
  miles: miles.optional(),
  levelOfCare: z.string().max(60).optional(),
  payerId: z.uuid().optional(),
  network: z.enum(['in', 'out']).optional(),
  population: z.string().max(60).optional(),
  stale: z.boolean().optional(),
  active: z.boolean().optional(),
  listed: z.boolean().optional(),
  relationshipOwnerId: z.union([z.uuid(), z.literal('me'), z.literal('none')]).optional(),
  source: z.enum(codesOf(DIRECTORY_SOURCES)).optional(),
});
export type FacilityFilter = z.infer<typeof FacilityFilter>;

const USUAL_MILES = 25;

const PROGRAMS =
  'SELECT 1 FROM program p WHERE p.facility_id = f.id AND p.active AND p.taken_back_at IS NULL';

interface Around {
  latitude: number;
  longitude: number;
  miles: number;
}

type Row = Omit<FacilityRow, 'staleFrom' | 'bedsSaidAt' | 'updatedAt'> & {
  staleFrom: Date | null;
  bedsSaidAt: Date | null;
  updatedAt: Date;
};

/** Facilities; around a ZIP code the nearest first, else by name unless asked otherwise. */
export async function listFacilities(
  manager: EntityManager,
  request: ListRequest<FacilityFilter>,
  { me, now }: { me: string; now: Date },
): Promise<Page<FacilityRow>> {
  const { filter } = request;
  const around = filter.zip ? await middleOf(manager, filter.zip, filter.miles) : null;
  const where = conditions(filter, around, me, now);
  const page = await selectPage<Row>(manager, sqlOf(around), request, where);
  return {
    total: page.total,
    rows: page.rows.map((row) => ({
      ...row,
      staleFrom: row.staleFrom?.toISOString() ?? null,
      stale: row.staleFrom !== null && row.staleFrom <= now,
      bedsSaidAt: row.bedsSaidAt?.toISOString() ?? null,
      updatedAt: row.updatedAt.toISOString(),
    })),
  };
}

function conditions(
  filter: FacilityFilter,
  around: Around | null,
  me: string,
  now: Date,
): Conditions {
  const where = new Conditions()
    .add('f.taken_back_at IS NULL')
    .add('f.id = ANY (?::uuid[])', filter.id)
    .add('f.state = ?', filter.state)
    .add('f.active = ?', filter.active)
    .add('f.listed = ?', filter.listed)
    .add('f.source = ?', filter.source)
    .add(`EXISTS (${PROGRAMS} AND p.level_of_care = ?)`, filter.levelOfCare)
    .add(`EXISTS (${PROGRAMS} AND p.populations @> ARRAY[?]::text[])`, filter.population);
  if (filter.city) where.add('lower(f.city) = lower(?)', filter.city);
  if (filter.payerId) {
    const takes =
      'SELECT 1 FROM program p JOIN program_payer pp ON pp.program_id = p.id WHERE p.facility_id = f.id AND p.active AND p.taken_back_at IS NULL AND pp.payer_id = ?::uuid';
    if (filter.network)
      where.add(`EXISTS (${takes} AND pp.network = ?)`, filter.payerId, filter.network);
    else where.add(`EXISTS (${takes})`, filter.payerId);
  }
  if (filter.stale === true) where.add('f.active AND f.stale_from <= ?::timestamptz', now);
  if (filter.stale === false)
    where.add('f.stale_from IS NULL OR f.stale_from > ?::timestamptz', now);
  if (filter.relationshipOwnerId === 'none') where.add('f.relationship_owner_id IS NULL');
  else if (filter.relationshipOwnerId) {
    const owner = filter.relationshipOwnerId === 'me' ? me : filter.relationshipOwnerId;
    where.add('f.relationship_owner_id = ?::uuid', owner);
  }
  if (around) {
    const { south, north, west, east } = boxAround(around, around.miles);
    where
      .add('f.latitude BETWEEN ? AND ?', south, north)
      .add('f.longitude BETWEEN ? AND ?', west, east)
      .add(`${distanceSql(around)} <= ?`, around.miles);
  }
  if (filter.q) {
    const like = `%${escapeLike(filter.q)}%`;
    where.add(
      `f.name ILIKE ? OR f.city ILIKE ? OR f.zip = ? OR f.state = upper(?) OR f.organisation_id IN
         (SELECT o.id FROM treatment_organisation o WHERE o.name ILIKE ?)
       OR f.id IN (SELECT n.id FROM facility n
         WHERE n.other_names <> '{}' AND array_to_string(n.other_names, ' | ') ILIKE ?)`,
      like,
      like,
      filter.q,
      filter.q,
      like,
      like,
    );
  }
  return where;
}

/** Miles as the crow flies (haversine). The two numbers come from our own table of ZIP codes. */
function distanceSql({ latitude, longitude }: Around): string {
  return `(2 * ${EARTH_MILES} * asin(least(1, sqrt(power(sin(radians(f.latitude - (${latitude})) / 2), 2)
    + cos(radians(${latitude})) * cos(radians(f.latitude)) * power(sin(radians(f.longitude - (${longitude})) / 2), 2)))))`;
}

async function middleOf(
  manager: EntityManager,
  zip: string,
  wanted: number | undefined,
): Promise<Around> {
  const [place] = await manager.query<{ latitude: number; longitude: number }[]>(
    'SELECT latitude, longitude FROM zip_place WHERE zip = $1',
    [zip],
  );
  if (!place) throw fieldError('filter.zip', 'No ZIP code of the United States has this number.');
  return { ...place, miles: wanted ?? USUAL_MILES };
}

function sqlOf(around: Around | null): ListSql {
  const distance = around ? distanceSql(around) : 'NULL::float8';
  return {
    columns: `f.id, f.version, f.name, o.name AS "organisationName", f.city, f.state, f.zip, f.phone,
      ARRAY(SELECT DISTINCT p.level_of_care FROM program p
        WHERE p.facility_id = f.id AND p.active AND p.taken_back_at IS NULL ORDER BY 1) AS levels,
      ${around ? `round((${distance})::numeric, 1)::float8` : distance} AS "distanceMiles",
      beds.open AS "bedsOpen", beds.oldest AS "bedsSaidAt",
      f.relationship_owner_id AS "relationshipOwnerId", f.listed, f.active, f.source,
      f.stale_from AS "staleFrom", f.updated_at AS "updatedAt"`,
    from: `facility f LEFT JOIN treatment_organisation o ON o.id = f.organisation_id
      LEFT JOIN LATERAL (SELECT sum(b.beds_open)::int AS open, min(b.said_at) AS oldest FROM program p
        CROSS JOIN LATERAL (SELECT r.beds_open, r.said_at FROM bed_report r WHERE r.program_id = p.id
          ORDER BY r.said_at DESC, r.id DESC LIMIT 1) b
        WHERE p.facility_id = f.id AND p.active AND p.taken_back_at IS NULL) beds ON true`,
    countFrom: 'facility f',
    id: 'f.id',
    sorts: {
      name: 'lower(f.name)',
      city: 'lower(f.city)',
      state: ['f.state', 'lower(f.city)'],
      staleFrom: 'f.stale_from',
      updatedAt: 'f.updated_at',
      source: 'f.source',
      ...(around ? { distanceMiles: distance } : {}),
    },
    order: around ? ['distanceMiles', 'ASC'] : ['name', 'ASC'],
  };
}
