import { z } from 'zod';
import { codesOf, LANGUAGES, moment, STAGES, UNCOUNTED_REASONS, URGENCIES } from '#contract';
import { ids } from '../http/list-dialect.js';
import { Conditions } from '../http/list-sql.js';
import type { PersonSearch } from '../people/person-search.js';

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(30).optional(),
  );

/** What leads can be asked for by. Every given part has to hold. */
export const LeadFilter = z.strictObject({
  id: ids.optional(),
  ids: ids.optional(),
  /** A phone number, an e-mail address, the lead's number, or words of a name. */
  q: z.string().trim().max(200).optional(),
  stage: oneOrMore(z.enum(STAGES)),
  urgency: oneOrMore(z.enum(codesOf(URGENCIES))),
  /** A colleague's id, "me", or "none". */
  ownerId: z.union([z.uuid(), z.literal('me'), z.literal('none')]).optional(),
  teamId: z.union([z.uuid(), z.literal('none')]).optional(),
  sourceId: oneOrMore(z.uuid()),
  /** The source of the last touch; the first one's where nobody noticed another. */
  lastSourceId: oneOrMore(z.uuid()),
  state: oneOrMore(z.string().length(2)),
  language: z.enum(codesOf(LANGUAGES)).optional(),
  open: z.boolean().optional(),
  receivedFrom: moment.optional(),
  /** Not included. */
  receivedTo: moment.optional(),
  closedReason: oneOrMore(z.string().max(60)),
  /** True: a promise on the lead is past its time and nobody has made up for it. */
  overdue: z.boolean().optional(),
  /** True: open, and nobody has tried to reach the person yet. */
  waiting: z.boolean().optional(),
  /** True: leaves out what stays out of every number (spam, wrong number and the like). */
  counted: z.boolean().optional(),
  patientId: z.uuid().optional(),
  /** One tag or several: leads that have each of them. */
  tagId: oneOrMore(z.uuid()),
});
export type LeadFilter = z.infer<typeof LeadFilter>;

/**
 * An overdue promise: due, and neither met nor cancelled. One that the worker has noted as missed
 * stays overdue until somebody calls.
 */
export const OVERDUE = `l.closed_at IS NULL AND EXISTS (
  SELECT 1 FROM clock c
  WHERE c.lead_id = l.id AND c.due_at < ?::timestamptz AND c.met_at IS NULL AND c.cancelled_at IS NULL
    AND (c.missed_at IS NULL OR NOT EXISTS (SELECT 1 FROM activity a WHERE a.lead_id = c.lead_id
      AND a.kind = 'call.recorded' AND a.at >= c.started_at)))`;

/** The conditions of a filter on `lead l`. */
export function leadConditions(
  filter: LeadFilter,
  context: { me: string; now: Date; search: PersonSearch },
): Conditions {
  const where = new Conditions()
    .add('l.id = ANY (?::uuid[])', filter.id)
    .add('l.id = ANY (?::uuid[])', filter.ids)
    .add('l.stage = ANY (?::text[])', filter.stage)
    .add('l.urgency = ANY (?::text[])', filter.urgency)
    .add('l.source_id = ANY (?::uuid[])', filter.sourceId)
    .add('coalesce(l.last_source_id, l.source_id) = ANY (?::uuid[])', filter.lastSourceId)
    .add('l.state = ANY (?::text[])', filter.state)
    .add('l.language = ?', filter.language)
    .add('l.received_at >= ?::timestamptz', filter.receivedFrom)
    .add('l.received_at < ?::timestamptz', filter.receivedTo)
    .add('l.closed_reason = ANY (?::text[])', filter.closedReason)
    .add('l.patient_id = ?::uuid', filter.patientId);
  for (const tagId of filter.tagId ?? []) {
    where.add('l.id IN (SELECT lt.lead_id FROM lead_tag lt WHERE lt.tag_id = ?::uuid)', tagId);
  }
  if (filter.ownerId === 'none') where.add('l.owner_id IS NULL');
  else where.add('l.owner_id = ?::uuid', filter.ownerId === 'me' ? context.me : filter.ownerId);
  if (filter.teamId === 'none') where.add('l.team_id IS NULL');
  else where.add('l.team_id = ?::uuid', filter.teamId);
  if (filter.open !== undefined) where.add(`l.closed_at IS ${filter.open ? '' : 'NOT'} NULL`);
  if (filter.overdue === true) where.add(OVERDUE, context.now);
  if (filter.overdue === false) where.add(`NOT (${OVERDUE})`, context.now);
  if (filter.waiting === true) where.add('l.closed_at IS NULL AND l.first_attempt_at IS NULL');
  if (filter.waiting === false) {
    where.add('l.closed_at IS NOT NULL OR l.first_attempt_at IS NOT NULL');
  }
  const uncounted = 'l.closed_reason IS NOT NULL AND l.closed_reason = ANY (?::text[])';
  if (filter.counted === true) where.add(`NOT (${uncounted})`, UNCOUNTED_REASONS);
  if (filter.counted === false) where.add(uncounted, UNCOUNTED_REASONS);
  if (filter.q) addSearch(where, filter.q, context.search);
  return where;
}

/** The lead that was kept of one with a number, however often that was merged on. */
const KEPT_FOR_NUMBER = `WITH RECURSIVE kept AS (
  SELECT m.kept_lead_id AS id, 1 AS steps FROM lead o JOIN lead_merge m ON m.merged_lead_id = o.id
  WHERE o.number = ? AND m.undone_at IS NULL
  UNION ALL SELECT m.kept_lead_id, k.steps + 1 FROM kept k
  JOIN lead_merge m ON m.merged_lead_id = k.id AND m.undone_at IS NULL WHERE k.steps < 20)
  SELECT id FROM kept`;

/** Up to nine digits may be a lead's number; a phone number has ten or more. */
function addSearch(where: Conditions, q: string, search: PersonSearch): void {
  const number = /^#?\d{1,9}$/.test(q) ? Number(q.replace('#', '')) : undefined;
  const people = search.personsBy(q);
  const byPerson = people
    ? `l.id IN (SELECT p.id FROM lead p WHERE p.patient_id IN (${people.sql})
        UNION SELECT lc.lead_id FROM lead_contact lc WHERE lc.person_id IN (${people.sql}))`
    : undefined;
  const values = people ? [...people.values, ...people.values] : [];
  const byNumber = `l.number = ? OR l.id = ANY (ARRAY(${KEPT_FOR_NUMBER}))`;
  if (number !== undefined && byPerson) {
    where.add(`${byNumber} OR ${byPerson}`, number, number, ...values);
  } else if (number !== undefined) where.add(byNumber, number, number);
  else if (byPerson) where.add(byPerson, ...values);
  else where.add('false');
}
