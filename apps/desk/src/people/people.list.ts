import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { PeopleService, PersonView as Person } from '#people';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import type { PersonSearch } from './person-search.js';

export const PersonFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
});

/** A person as the desk shows them; `leadIds` is filled in the single-record answer only. */
export const PersonView = z.object({
  id: z.uuid(),
  version: z.number().int(),
  name: z.string().nullable(),
  birthDate: z.string().nullable(),
  language: z.string(),
  createdAt: z.iso.datetime(),
  points: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['phone', 'email']),
      value: z.string(),
      safeToVoicemail: z.boolean().nullable(),
      safeToText: z.boolean().nullable(),
      preferredTime: z.string().nullable(),
    }),
  ),
  leadIds: z.array(z.uuid()),
});
export type PersonView = z.infer<typeof PersonView>;

const PEOPLE: ListSql = {
  columns: 'p.id',
  from: 'person p',
  id: 'p.id',
  about: ['p.id'],
  sorts: { createdAt: 'p.created_at', language: 'p.language' },
  encrypted: ['name', 'birthDate', 'points'],
  order: ['createdAt', 'DESC'],
};

export async function listPeople(
  manager: EntityManager,
  people: PeopleService,
  search: PersonSearch,
  request: ListRequest<z.infer<typeof PersonFilter>>,
): Promise<Page<PersonView>> {
  const { filter } = request;
  const where = new Conditions()
    .add('p.merged_into_id IS NULL')
    .add('p.id = ANY (?::uuid[])', filter.id);
  if (filter.q) {
    const persons = search.personsBy(filter.q);
    if (persons) where.add(`p.id IN (${persons.sql})`, ...persons.values);
    else where.add('false');
  }
  const page = await selectPage<{ id: string }>(manager, PEOPLE, request, where);
  const views = await people.view(
    manager,
    page.rows.map((row) => row.id),
  );
  const rows = page.rows.flatMap(({ id }) => {
    const person = views.get(id);
    return person ? [viewOf(person, [])] : [];
  });
  return { rows, total: page.total };
}

export function viewOf(person: Person, leadIds: string[]): PersonView {
  const { id, version, name, birthDate, language, createdAt, points } = person;
  return {
    id,
    version,
    name,
    birthDate,
    language,
    createdAt: createdAt.toISOString(),
    points,
    leadIds,
  };
}
