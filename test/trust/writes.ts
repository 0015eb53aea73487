import type { DataSource } from 'typeorm';
import type { Route } from '../../apps/desk/src/http/route-list.js';
import { type BodyOperation, bodyOf, type BodySchema } from '../desk/body-of.js';

/** A route that changes something, and what it takes. */
export interface Write extends Route {
  method: 'POST' | 'PUT';
  schema: BodySchema;
  /** Fields that it offers; `version` is none of them. */
  fields: readonly string[];
}

/** The routes that change something, with the bodies that OpenAPI says they take. */
export function writesOf(
  routes: readonly Route[],
  paths: Record<string, Record<string, BodyOperation>>,
): Write[] {
  return routes.flatMap((route) => {
    if (route.method !== 'POST' && route.method !== 'PUT') return [];
    const operation = paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
    const schema = operation?.requestBody?.content['application/json']?.schema ?? {};
    const fields = Object.keys(schema.properties ?? {}).filter((name) => name !== 'version');
    return [{ ...route, method: route.method, schema, fields }];
  });
}

/** A text and a number that nothing but a forged field could have brought into the database. */
export const FORGED = {
  text: 'f0261ed0-0000-7000-8000-00000f0261ed',
  number: 737_337_331,
} as const;

/** A body that is in order, with a forged value under every name that the route doesn't offer. */
export function forgedBody(
  { schema, path }: Write,
  names: readonly string[],
  idOf: (name: string) => string | undefined,
): Record<string, unknown> {
  const words = {
    word: () => 'Anybody',
    phone: () => '+14155550144',
    email: () => 'anybody@marked.example',
    id: idOf,
  };
  const offered = (bodyOf(schema, path, words) ?? {}) as Record<string, unknown>;
  const forged = names.flatMap((name, n) =>
    Object.hasOwn(schema.properties ?? {}, name)
      ? []
      : [[name, n % 2 === 0 ? FORGED.text : FORGED.number]],
  );
  return { ...Object.fromEntries(forged), ...offered };
}

/** The names of all columns of all tables, as JSON would have them. */
export async function columnNames(owner: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await owner.query(
    "SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema IN ('public', 'auth') ORDER BY 1",
  );
  return rows.map(({ name }) =>
    name
      .replace(/_enc$/, '')
      .replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  );
}

/** Table → all of its rows in one text. What keeps that somebody asked is left out. */
export async function contents(owner: DataSource): Promise<Map<string, string>> {
  const tables: { name: string }[] = await owner.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    if (ASKED.test(name)) continue;
    const [row] = await owner.query(
      `SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS content FROM ${name} t`,
    );
    found.set(name, row.content);
  }
  return found;
}

const ASKED = /^public\.(audit_|reading_)/;
