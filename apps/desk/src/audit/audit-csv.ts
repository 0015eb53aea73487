import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { AuditExportInput } from '#contract';
import type { Stretch } from './audit-questions.js';

const PAGE = 1000;
const COLUMNS = [
  'at',
  'actor_kind',
  'actor_id',
  'actor',
  'action',
  'resource',
  'resource_id',
  'lead_id',
  'person_id',
  'request_id',
  'ip',
  'details',
  'seq',
  'hash',
] as const;

type Row = Record<(typeof COLUMNS)[number], string | null> & { id: string; key: string };

/**
 * The audit of a stretch as CSV (RFC 4180), oldest first, each row with its link of the chain. Walks by key, a
 * page at a time, so that a year costs no memory. Reasons are people's own words and stay out.
 */
export function auditCsv(source: DataSource, stretch: Stretch, input: AuditExportInput): Readable {
  return Readable.from(lines(source, stretch, input));
}

async function* lines(source: DataSource, { from, to }: Stretch, input: AuditExportInput) {
  yield `${COLUMNS.join(',')}\r\n`;
  let after: readonly [at: string, id: string] = [from.toISOString(), NONE];
  for (;;) {
    const rows: Row[] = await source.query(SQL, [
      ...after,
      to,
      input.actorId ?? null,
      input.leadId ?? null,
      input.personId ?? null,
      PAGE,
    ]);
    yield rows.map((row) => `${COLUMNS.map((name) => cell(row[name])).join(',')}\r\n`).join('');
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = [last.key, last.id];
  }
}

const NONE = '00000000-0000-0000-0000-000000000000';

/** A cell that a spreadsheet takes as text, whatever it begins with (rule R17). */
export function cell(value: string | null): string {
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const SQL = `
  SELECT e.id, e.at::text AS key, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
    e.actor_kind, e.actor_id::text, s.name AS actor, e.action, e.resource, e.resource_id, e.lead_id::text,
    e.person_id::text, e.request_id, e.ip, e.details::text, l.seq::text, encode(l.hash, 'hex') AS hash
  FROM audit_event e LEFT JOIN staff_user s ON s.id = e.actor_id LEFT JOIN audit_link l ON l.event_id = e.id
  WHERE (e.at, e.id) > ($1::timestamptz, $2::uuid) AND e.at < $3
    AND ($4::uuid IS NULL OR e.actor_id = $4) AND ($5::uuid IS NULL OR e.lead_id = $5)
    AND ($6::uuid IS NULL OR e.person_id = $6)
  ORDER BY e.at, e.id LIMIT $7`;
