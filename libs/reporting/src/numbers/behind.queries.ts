import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RecordPart, RecordsFilter, ReportRecord, Slice } from '#contract';
import { LeadBriefs } from '#leads';
import { checkSlices, partsOf } from '../catalogue/catalogue.js';
import type { Definition } from '../catalogue/definition.js';
import { type Predicate, sqlOf } from '../catalogue/predicate.js';
import {
  FACT_TABLES,
  LEAD_COLUMNS,
  POPULATION_SLICES,
  SLICE_COLUMNS,
} from '../catalogue/slices.js';
import { factsOf, Values } from './ask.js';
import { labelsOf } from './labels.js';

/** Which records to read: a page by place, or what follows one. */
export type RecordsPage =
  | { offset: number; limit: number }
  | { after: { day: string; id: string } | null; limit: number };

interface Row {
  id: string;
  lead_id: string | null;
  day: string;
  source_id: string;
  agent_id: string;
  detail: string | null;
  business: number | null;
  wall: number | null;
}

/** What tells records of a population apart, beside the lead. */
const DETAIL: readonly Slice[] = [
  'lostReason',
  'leftOutReason',
  'declineReason',
  'outcome',
  'facility',
];

/** Nothing is protected. */
const NONE: ReadonlySet<string> = new Set();

/**
 * Lists the records behind numbers: the predicate that counts them finds them. Of leads that are protected from who
 * asks (`hidden`, ids of leads) none is listed or counted.
 */
@Injectable()
export class BehindQueries {
  constructor(private readonly briefs: LeadBriefs) {}

  /** Records behind a number, the latest days first. Names are opened: whoever asks puts the reading on record. */
  async records(
    manager: EntityManager,
    definition: Definition,
    filter: RecordsFilter,
    page: RecordsPage,
    hidden: ReadonlySet<string> = NONE,
  ): Promise<ReportRecord[]> {
    checkSlices(definition, Object.keys(filter.slices) as Slice[]);
    const { population, measured } = definition;
    const values = new Values();
    const where = conditions(definition, filter, hidden, values);
    const column = (name: string | undefined) => (name ? `f.${name}` : 'NULL::int');
    const after =
      'after' in page && page.after
        ? `AND (f.day, f.id) < (${values.add(page.after.day)}::date, ${values.add(page.after.id)}::uuid)`
        : '';
    const offset = 'offset' in page ? `OFFSET ${values.add(page.offset)}` : '';
    const rows = await manager.query<Row[]>(
      `SELECT f.id, f.lead_id, to_char(f.day, 'YYYY-MM-DD') AS day, COALESCE(f.source_id::text, 'none') AS source_id,
         COALESCE(f.agent_id::text, 'none') AS agent_id, ${detailOf(definition)} AS detail,
         ${column(measured?.business)} AS business, ${column(measured?.wall)} AS wall
       FROM ${FACT_TABLES[population]} f WHERE ${where} ${after}
       ORDER BY f.day DESC, f.id DESC LIMIT ${values.add(page.limit)} ${offset}`,
      values.list,
    );
    return this.#shown(manager, definition, rows);
  }

  /** How many there are, from the facts. */
  async count(
    manager: EntityManager,
    definition: Definition,
    filter: RecordsFilter,
    hidden: ReadonlySet<string> = NONE,
  ): Promise<number> {
    const values = new Values();
    const where = conditions(definition, filter, hidden, values);
    const [row] = await manager.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM ${FACT_TABLES[definition.population]} f WHERE ${where}`,
      values.list,
    );
    return Number(row?.total ?? 0);
  }

  /** How many of them are of these leads. */
  async countOf(
    manager: EntityManager,
    definition: Definition,
    filter: RecordsFilter,
    leadIds: ReadonlySet<string> = NONE,
  ): Promise<number> {
    if (leadIds.size === 0) return 0;
    const values = new Values();
    const where = conditions(definition, filter, NONE, values);
    const [row] = await manager.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM ${FACT_TABLES[definition.population]} f
       WHERE f.${LEAD_COLUMNS[definition.population]} = ANY (${values.add([...leadIds])}::uuid[]) AND ${where}`,
      values.list,
    );
    return Number(row?.total ?? 0);
  }

  async #shown(
    manager: EntityManager,
    definition: Definition,
    rows: readonly Row[],
  ): Promise<ReportRecord[]> {
    const leads = await this.briefs.of(
      manager,
      rows.flatMap((row) => row.lead_id ?? []),
    );
    const words = (slice: Slice, keys: string[]) => labelsOf(manager, slice, [...new Set(keys)]);
    const sources = await words(
      'source',
      rows.map((row) => row.source_id),
    );
    const agents = await words(
      'agent',
      rows.map((row) => row.agent_id),
    );
    const slice = detailSlice(definition);
    const details = slice
      ? await words(
          slice,
          rows.map((row) => row.detail ?? 'none'),
        )
      : new Map<string, string>();
    return rows.map((row): ReportRecord => {
      const lead = row.lead_id === null ? undefined : leads.get(row.lead_id);
      // What must not be shown by agent is not listed by agent.
      const agent =
        definition.neverByAgent || row.agent_id === 'none' ? null : agents.get(row.agent_id);
      return {
        id: row.id,
        population: definition.population,
        day: row.day,
        leadId: row.lead_id,
        leadNumber: lead?.number ?? null,
        patientName: lead?.patientName ?? null,
        stage: lead?.stage ?? null,
        urgency: lead?.urgency ?? null,
        source: row.source_id === 'none' ? null : (sources.get(row.source_id) ?? null),
        agent: agent ?? null,
        businessSeconds: row.business,
        wallSeconds: row.wall,
        detail: row.detail === null ? null : (details.get(row.detail) ?? null),
      };
    });
  }
}

function conditions(
  definition: Definition,
  filter: RecordsFilter,
  hidden: ReadonlySet<string>,
  values: Values,
): string {
  const period = { from: filter.from, to: filter.to, filter: filter.slices };
  const parts = [factsOf(period, null, values), sqlOf(partOf(definition, filter.part), 'f')];
  if (hidden.size > 0) {
    parts.push(`(f.lead_id IS NULL OR f.lead_id <> ALL (${values.add([...hidden])}::uuid[]))`);
  }
  const { measured } = definition;
  if (measured && filter.fromSeconds !== undefined) {
    parts.push(`f.${measured.business} >= ${values.add(filter.fromSeconds)}`);
  }
  if (measured && filter.toSeconds !== undefined) {
    parts.push(`f.${measured.business} < ${values.add(filter.toSeconds)}`);
  }
  return parts.join(' AND ');
}

function partOf(definition: Definition, part: RecordPart): Predicate {
  const parts = partsOf(definition);
  return { counted: parts.counted, of: parts.of, left_out: parts.leftOut }[part];
}

/** The slice of a number's own that says most of a record. */
function detailSlice({ population, slices }: Definition): Slice | undefined {
  return (
    DETAIL.find((slice) => slices.includes(slice)) ??
    DETAIL.find((slice) => POPULATION_SLICES[population].includes(slice))
  );
}

function detailOf(definition: Definition): string {
  const slice = detailSlice(definition);
  return slice ? `f.${SLICE_COLUMNS[slice]}::text` : 'NULL::text';
}
