import type { EntityManager } from 'typeorm';
import type { SourceCode } from '#contract';
import { newId } from '#platform';

/** Made-up tracking numbers, each for one source; the site shows the one of the visitor's utm_source. */
const NUMBERS: readonly {
  phone: string;
  label: string;
  source: SourceCode;
  utmSource: string | null;
  places?: string;
}[] = [
  { phone: '+18885550111', label: 'Search ads', source: 'paid_search', utmSource: 'google' },
  {
    phone: '+18885550122',
    label: 'Directory listing',
    source: 'directory',
    utmSource: 'directory',
  },
  { phone: '+18885550133', label: 'Social', source: 'social', utmSource: 'facebook' },
  {
    phone: '+18885550144',
    label: 'Hospital card',
    source: 'hospital',
    utmSource: null,
    places: 'The card that emergency rooms hand out',
  },
  {
    phone: '+18885550155',
    label: 'Alumni line',
    source: 'alumni',
    utmSource: null,
    places: 'Letters to former patients',
  },
  {
    phone: '+18885550166',
    label: 'Signs and flyers',
    source: 'toll_free',
    utmSource: null,
    places: 'Bus shelters, libraries, flyers',
  },
];

export const MAIN_NUMBER = '+18885550100';

/** The number of a source, the main one where it has none of its own. */
export function numberOf(source: SourceCode): string {
  return NUMBERS.find((number) => number.source === source)?.phone ?? MAIN_NUMBER;
}

/** What the site knows a source by, if anything. */
export function utmSourceOf(source: SourceCode): string | undefined {
  return NUMBERS.find((number) => number.source === source)?.utmSource ?? undefined;
}

/** Sets up the demo's organisation: a line to ring, whose browsers ring before it, and a number for each source. */
export async function setUpDemoNumbers(manager: EntityManager): Promise<void> {
  await manager.query(
    `UPDATE organisation SET duty_phone = '+18885550199', backup_phone = '+18885550198', record_calls = true,
       postal_address = '100 Example Street, Suite 4, Albany, NY 12207' WHERE duty_phone IS NULL`,
  );
  // Without it no e-mail leaves.
  await manager.query("UPDATE organisation SET postal_address = $1 WHERE postal_address = ''", [
    '12 Pier Street\nPortland, ME 04101',
  ]);
  await manager.query(
    `INSERT INTO tracking_number (id, phone, label, source_id, utm_source, places)
     SELECT n.id, n.phone, n.label, s.id, n.utm, n.places
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       AS n (id, phone, label, code, utm, places)
     JOIN source s ON s.code = n.code
     ON CONFLICT (phone) DO NOTHING`,
    [
      NUMBERS.map(() => newId()),
      NUMBERS.map((n) => n.phone),
      NUMBERS.map((n) => n.label),
      NUMBERS.map((n) => n.source),
      NUMBERS.map((n) => n.utmSource),
      NUMBERS.map((n) => n.places ?? null),
    ],
  );
  await setUpDemoSpend(manager);
  await manager.query(
    `INSERT INTO ring_group (id, name, members, is_default)
     SELECT $1, 'Intake desk', '[{"kind": "everyone"}]', true
     WHERE NOT EXISTS (SELECT 1 FROM ring_group)`,
    [newId()],
  );
}

/** What campaigns cost in a month, in dollars; it rises and falls a little over the year. */
const SPEND: readonly (readonly [SourceCode, campaign: string, dollars: number])[] = [
  ['paid_search', 'detox-near-me', 2150],
  ['paid_search', 'alcohol-help', 1420],
  ['paid_search', 'brand', 630],
  ['social', 'stories-of-recovery', 1350],
  ['directory', 'spring-listing', 600],
];

/** Sources that have amounts in a month already keep those. */
async function setUpDemoSpend(manager: EntityManager): Promise<void> {
  const months = Array.from({ length: 13 }, (_, back) => back);
  const rows = SPEND.flatMap(([code, campaign, dollars]) =>
    months.map((back) => {
      const cents = Math.round(dollars * 100 * (1 + 0.15 * Math.sin(back)));
      return { id: newId(), code, campaign, back, cents };
    }),
  );
  await manager.query(
    `INSERT INTO spend (id, source_id, campaign, month, cents)
     SELECT n.id, s.id, n.campaign, m.month, n.cents
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::bigint[]) AS n (id, code, campaign, back, cents)
     JOIN source s ON s.code = n.code
     CROSS JOIN LATERAL (SELECT (date_trunc('month', now()) - make_interval(months => n.back))::date AS month) m
     WHERE NOT EXISTS (SELECT 1 FROM spend p WHERE p.source_id = s.id AND p.month = m.month)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ code }) => code),
      rows.map(({ campaign }) => campaign),
      rows.map(({ back }) => back),
      rows.map(({ cents }) => cents),
    ],
  );
}
