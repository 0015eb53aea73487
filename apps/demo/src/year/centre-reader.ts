import type { EntityManager } from 'typeorm';
import { OrganisationService } from '#content';
import type { FinancialTie } from '#contract';
import { ZipPlaceEntity } from '#facilities';
import { PayerService } from '#insurance';
import { ProgramQueries } from '#matching';
import { phoneWords } from '#referrals';
import { PLACES } from '../story/people.js';
import { seeded } from '../story/random.js';
import { PAYERS } from '../story/words.js';
import type { Centre, CentrePayer, CentreProgram } from './centre.js';
import { streamSeed } from './ids.js';
import { type YearOptions, YearError } from './options.js';
import { SOURCE_SHAPES } from './shape.js';
import { staffOf } from './staffing.js';

/** Reads who works at the made-up centre, who sends people there and who takes them. Throws {@link YearError}. */
export async function readCentre(manager: EntityManager, options: YearOptions): Promise<Centre> {
  const payers = await payersOf(manager);
  const programs = await programsOf(manager, options, payers);
  if (payers.length === 0 || programs.length === 0) {
    throw new YearError('The database has no payers or no programs of the sample directory.');
  }
  const [{ first } = { first: '1001' }] = await manager.query<{ first: string }[]>(
    'SELECT greatest(1001, coalesce(max(number), 0) + 1) AS first FROM lead',
  );
  return {
    organisation: await organisationOf(manager),
    working: await new OrganisationService().workingTime(manager),
    firstNumber: Number(first),
    sources: await sourcesOf(manager),
    payers,
    programs,
    places: await placesOf(manager),
    ...(await staffOf(manager, options)),
  };
}

async function organisationOf(manager: EntityManager): Promise<Centre['organisation']> {
  const [row] = await manager.query<
    {
      name: string;
      legal_name: string;
      who_answers: string;
      who_pays: string;
      phone: string | null;
    }[]
  >(
    `SELECT o.name, o.legal_name, o.who_answers, o.who_pays,
       (SELECT phone FROM tracking_number WHERE is_default) AS phone FROM organisation o`,
  );
  if (!row) throw new YearError('The database has no organisation: migrate it first.');
  const { name, legal_name: legalName, who_answers: whoAnswers, who_pays: whoPays, phone } = row;
  return { name, legalName, whoAnswers, whoPays, phone: phoneWords(phone) };
}

/** A source that has no number of its own is rung by the main one. */
async function sourcesOf(manager: EntityManager): Promise<Centre['sources']> {
  const rows = await manager.query<
    { code: keyof Centre['sources']; id: string; number_id: string | null; phone: string | null }[]
  >(
    `SELECT s.code, s.id, t.id AS number_id, t.phone FROM source s
     LEFT JOIN LATERAL (SELECT id, phone FROM tracking_number n WHERE n.active AND (n.source_id = s.id OR n.is_default)
       ORDER BY n.is_default, n.phone LIMIT 1) t ON true WHERE s.code = ANY($1::text[])`,
    [Object.keys(SOURCE_SHAPES)],
  );
  return Object.fromEntries(
    rows.map((row) => [
      row.code,
      { id: row.id, trackingNumberId: row.number_id, phone: row.phone ?? '' },
    ]),
  );
}

async function payersOf(manager: EntityManager): Promise<CentrePayer[]> {
  const known = new PayerService();
  const found: CentrePayer[] = [];
  for (const { name: said, planType, weight } of PAYERS) {
    const payer = await known.match(manager, said);
    if (payer) found.push({ ...payer, said, planType, weight });
  }
  return found;
}

async function programsOf(
  manager: EntityManager,
  { seed }: YearOptions,
  payers: readonly CentrePayer[],
): Promise<CentreProgram[]> {
  const rows = await manager.query<
    { id: string; city: string | null; tie: FinancialTie; days: number | null }[]
  >(
    `SELECT p.id, f.city, f.financial_tie AS tie, p.length_of_stay_days AS days FROM program p JOIN facility f ON f.id = p.facility_id
     WHERE f.source = 'sample' AND p.active AND p.taken_back_at IS NULL ORDER BY f.name, p.name, p.id`,
  );
  const ids = rows.map(({ id }) => id);
  const payerIds = payers.map(({ id }) => id);
  const facts = new Map(
    (await new ProgramQueries().byIds(manager, ids, payerIds)).map((one) => [one.id, one] as const),
  );
  const random = seeded(streamSeed(seed, 0, 4));
  return rows.flatMap(({ id, city, tie: financialTie, days }) => {
    const [beds, welcome, pace] = [
      random.whole(8, 60),
      0.6 + random.next() * 0.9,
      random.longTail(24, 0.6),
    ];
    const known = facts.get(id);
    const history = { accepted: 0, declined: 0, arrived: 0, noShow: 0 };
    return known
      ? [
          {
            facts: { ...known, beds: null, history },
            city,
            financialTie,
            beds,
            welcome,
            pace,
            days: days ?? 28,
          },
        ]
      : [];
  });
}

async function placesOf(manager: EntityManager): Promise<Centre['places']> {
  const rows = await manager
    .createQueryBuilder(ZipPlaceEntity, 'place')
    .where('place.zip = ANY(:zips::text[])', { zips: PLACES.map(({ zip }) => zip) })
    .getMany();
  return new Map(rows.map(({ zip, latitude, longitude }) => [zip, { latitude, longitude }]));
}
