import type { Client } from 'pg';
import { newId } from '#platform';
import { INSURERS } from './payer-list/insurers.js';
import { BLUE_PLANS } from './payer-list/blue-plans.js';
import { PUBLIC_PAYERS } from './payer-list/public-payers.js';
import type { ShippedPayer } from './payer-list/shipped-payer.js';

/** Every payer the product ships with: names and public facts, no figures that age. */
export const SHIPPED_PAYERS: readonly ShippedPayer[] = [
  ...INSURERS,
  ...BLUE_PLANS,
  ...PUBLIC_PAYERS,
];

/** Adds the payers, aliases and electronic ids that are missing; what staff changed or merged stays. */
export async function loadPayers(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO payer (id, name, kind, self_funded, state, fact, electronic_id)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[])
     ON CONFLICT (lower(name)) DO UPDATE SET electronic_id = excluded.electronic_id
     WHERE payer.electronic_id IS NULL AND payer.version = 1 AND excluded.electronic_id IS NOT NULL`,
    [
      SHIPPED_PAYERS.map(() => newId()),
      SHIPPED_PAYERS.map((p) => p.name),
      SHIPPED_PAYERS.map((p) => p.kind),
      SHIPPED_PAYERS.map((p) => p.selfFunded ?? false),
      SHIPPED_PAYERS.map((p) => p.state ?? null),
      SHIPPED_PAYERS.map((p) => p.fact ?? null),
      SHIPPED_PAYERS.map((p) => p.electronicId ?? null),
    ],
  );
  const aliases = SHIPPED_PAYERS.flatMap((p) =>
    (p.aliases ?? []).map((alias) => ({ payer: p.name, alias })),
  );
  await client.query(
    `INSERT INTO payer_alias (payer_id, alias)
     SELECT p.id, a.alias FROM unnest($1::text[], $2::text[]) AS a (payer, alias)
       JOIN payer p ON lower(p.name) = lower(a.payer)
     ON CONFLICT DO NOTHING`,
    [aliases.map((a) => a.payer), aliases.map((a) => a.alias)],
  );
}
