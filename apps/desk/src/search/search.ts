import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SearchAnswer, SearchHit, Stage, Urgency } from '#contract';
import { normaliseEmail, normalisePhone, PeopleService, type PersonView } from '#people';
import { nameWords } from '#vault';
import { PersonSearch } from '../people/person-search.js';

const HITS = 20;
/** Persons whose leads are looked at: of more, nobody looks through. */
const PERSONS = 200;

interface LeadRow {
  id: string;
  number: string;
  patient_id: string;
  stage: Stage;
  urgency: Urgency;
  closed_at: Date | null;
  person_id: string | null;
  merged_number: string | null;
}

/** One box for everything: a lead's number, a phone number, an address, words of a name. */
@Injectable()
export class Search {
  constructor(
    private readonly people: PeopleService,
    private readonly persons: PersonSearch,
  ) {}

  /**
   * Leads of the people found, open ones first, then the latest; after them people without a lead. A
   * lead that was merged is answered by the one that was kept.
   */
  async find(manager: EntityManager, q: string): Promise<SearchAnswer> {
    const number = numberIn(q);
    const personIds = await this.#personIds(manager, q);
    const leads = await leadsOf(manager, number, personIds);
    const shown = leads.slice(0, HITS);
    const onLeads = new Set(leads.map((row) => row.person_id));
    const alone = personIds.filter((id) => !onLeads.has(id)).slice(0, HITS + 1 - shown.length);
    const views = await this.people.view(
      manager,
      [...shown.flatMap((row) => [row.patient_id, row.person_id]), ...alone].filter(isText),
    );
    const hits = [
      ...shown.map((row) => leadHit(row, q, number, views)),
      ...alone.slice(0, HITS - shown.length).flatMap((id) => personHit(views.get(id), q)),
    ];
    return { hits, more: leads.length + alone.length > HITS };
  }

  /** The latest first: ids of persons count up with time. */
  async #personIds(manager: EntityManager, q: string): Promise<string[]> {
    const persons = this.persons.personsBy(q);
    if (!persons) return [];
    let at = 0;
    const sql = persons.sql.replaceAll('?', () => {
      at += 1;
      return `$${at}`;
    });
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT f.person_id AS id FROM (${sql}) AS f ORDER BY id DESC LIMIT ${PERSONS}`,
      persons.values,
    );
    return rows.map((row) => row.id);
  }
}

/** The leads of a number and of persons, each once, those merged away by the one that was kept. */
async function leadsOf(
  manager: EntityManager,
  number: number | undefined,
  personIds: readonly string[],
): Promise<LeadRow[]> {
  if (number === undefined && personIds.length === 0) return [];
  return manager.query<LeadRow[]>(
    `WITH RECURSIVE persons AS (SELECT unnest($2::uuid[]) AS id),
     found AS (
       SELECT id, NULL::uuid AS person_id FROM lead WHERE number = $1
       UNION SELECT l.id, p.id FROM persons p JOIN lead l ON l.patient_id = p.id
       UNION SELECT c.lead_id, p.id FROM persons p
         JOIN lead_contact c ON c.person_id = p.id AND c.ended_at IS NULL),
     kept AS (
       SELECT id AS found_id, id, person_id, 0 AS steps FROM found
       UNION ALL
       SELECT k.found_id, m.kept_lead_id, k.person_id, k.steps + 1 FROM kept k
       JOIN lead_merge m ON m.merged_lead_id = k.id AND m.undone_at IS NULL WHERE k.steps < 20),
     last AS (
       SELECT DISTINCT ON (found_id, person_id) found_id, id, person_id FROM kept
       ORDER BY found_id, person_id, steps DESC),
     one AS (
       SELECT DISTINCT ON (id) id, found_id, person_id FROM last
       ORDER BY id, (found_id = id) DESC, person_id NULLS FIRST)
     SELECT l.id, l.number, l.patient_id, l.stage, l.urgency, l.closed_at, one.person_id,
       CASE WHEN one.found_id <> one.id THEN old.number END AS merged_number
     FROM one JOIN lead l ON l.id = one.id JOIN lead old ON old.id = one.found_id
     ORDER BY (l.closed_at IS NULL) DESC, l.created_at DESC, l.id DESC LIMIT ${HITS + 1}`,
    [number ?? null, personIds],
  );
}

function leadHit(
  row: LeadRow,
  q: string,
  number: number | undefined,
  views: ReadonlyMap<string, PersonView>,
): SearchHit {
  const mergedNumber = row.merged_number === null ? null : Number(row.merged_number);
  const byNumber = number === Number(row.number) || number === mergedNumber;
  const person = row.person_id ? views.get(row.person_id) : undefined;
  return {
    kind: 'lead',
    id: row.id,
    number: Number(row.number),
    name: views.get(row.patient_id)?.name ?? null,
    stage: row.stage,
    urgency: row.urgency,
    closedAt: row.closed_at?.toISOString() ?? null,
    matched: [
      ...(byNumber && number !== undefined
        ? [{ what: 'number' as const, value: String(number) }]
        : []),
      ...matchedOf(person, q),
    ],
    mergedNumber,
  };
}

function personHit(person: PersonView | undefined, q: string): SearchHit[] {
  if (!person) return [];
  return [
    {
      kind: 'person',
      id: person.id,
      number: null,
      name: person.name,
      stage: null,
      urgency: null,
      closedAt: null,
      matched: matchedOf(person, q),
      mergedNumber: null,
    },
  ];
}

/** What of a person the text has found. */
function matchedOf(person: PersonView | undefined, q: string): SearchHit['matched'] {
  if (!person) return [];
  const text = q.trim();
  const value = text.includes('@') ? normaliseEmail(text) : normalisePhone(text);
  const point = person.points.find((one) => value !== null && one.value === value);
  if (point) return [{ what: point.kind, value: point.value }];
  return person.name && nameWords(text).length > 0 ? [{ what: 'name', value: person.name }] : [];
}

/** Up to nine digits may be a lead's number; a phone number has ten or more. */
function numberIn(q: string): number | undefined {
  return /^#?\d{1,9}$/.test(q.trim()) ? Number(q.trim().replace('#', '')) : undefined;
}

function isText(value: string | null): value is string {
  return value !== null;
}
