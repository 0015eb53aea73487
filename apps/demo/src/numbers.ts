import type { EntityManager } from 'typeorm';
import type { SourceCode } from '#contract';
import { newId } from '#platform';

/** Made-up tracking numbers, each for one source; the site shows the one of the visitor's utm_source. */
const NUMBERS: readonly {
  phone: string;
  label: string;
  source: SourceCode;
  utmSource: string | null;
}[] = [
  { phone: '+18885550111', label: 'Search ads', source: 'paid_search', utmSource: 'google' },
  {
    phone: '+18885550122',
    label: 'Directory listing',
    source: 'directory',
    utmSource: 'directory',
  },
  { phone: '+18885550133', label: 'Social', source: 'social', utmSource: 'facebook' },
  { phone: '+18885550144', label: 'Hospital card', source: 'hospital', utmSource: null },
  { phone: '+18885550155', label: 'Alumni line', source: 'alumni', utmSource: null },
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
    `INSERT INTO tracking_number (id, phone, label, source_id, utm_source)
     SELECT n.id, n.phone, n.label, s.id, n.utm
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) AS n (id, phone, label, code, utm)
     JOIN source s ON s.code = n.code
     ON CONFLICT (phone) DO NOTHING`,
    [
      NUMBERS.map(() => newId()),
      NUMBERS.map((n) => n.phone),
      NUMBERS.map((n) => n.label),
      NUMBERS.map((n) => n.source),
      NUMBERS.map((n) => n.utmSource),
    ],
  );
  await manager.query(
    `INSERT INTO ring_group (id, name, members, is_default)
     SELECT $1, 'Intake desk', '[{"kind": "everyone"}]', true
     WHERE NOT EXISTS (SELECT 1 FROM ring_group)`,
    [newId()],
  );
}
