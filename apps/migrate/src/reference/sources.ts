import type { Client } from 'pg';
import { SOURCES } from '#contract';
import { newId } from '#platform';

/** The sources of the shipped picklist, found again by their code. */
export async function loadSources(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO source (id, code, name, kind)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $2::text[])
     ON CONFLICT (code) DO NOTHING`,
    [SOURCES.map(() => newId()), SOURCES.map((s) => s.code), SOURCES.map((s) => s.label)],
  );
}
