import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { CHECK_STATES, CHECK_WAYS, codesOf, VERDICTS } from '#contract';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import { addPatient, type PersonSearch } from '../people/person-search.js';

export const BenefitCheckFilter = z.strictObject({
  id: ids.optional(),
  /** The patient: a phone number, an e-mail address, or words of a name. */
  q: z.string().trim().max(200).optional(),
  leadId: z.uuid().optional(),
  coverageId: z.uuid().optional(),
  /** Those that somebody has to work on, or the payer is being asked. */
  open: z.boolean().optional(),
  state: z.enum(codesOf(CHECK_STATES)).optional(),
  way: z.enum(codesOf(CHECK_WAYS)).optional(),
  verdict: z.enum(codesOf(VERDICTS)).optional(),
  takenBy: z.uuid().optional(),
});

const CHECKS: ListSql = {
  columns: 'b.id',
  from: 'benefit_check b',
  id: 'b.id',
  about: ['b.lead_id'],
  sorts: {
    dueAt: 'b.due_at',
    requestedAt: 'b.requested_at',
    closedAt: 'b.closed_at',
    validUntil: 'b.valid_until',
    state: 'b.state',
    verdict: 'b.verdict',
    way: 'b.way',
  },
  encrypted: ['patientName', 'payerName'],
  order: ['dueAt', 'ASC'],
};

/** The ids of a page of benefit checks; what is due first comes first. */
export function listBenefitChecks(
  manager: EntityManager,
  search: PersonSearch,
  request: ListRequest<z.infer<typeof BenefitCheckFilter>>,
): Promise<Page<{ id: string }>> {
  const { filter } = request;
  const where = new Conditions()
    .add('b.id = ANY (?::uuid[])', filter.id)
    .add('b.lead_id = ?::uuid', filter.leadId)
    .add('b.coverage_id = ?::uuid', filter.coverageId)
    .add('b.state = ?', filter.state)
    .add('b.way = ?', filter.way)
    .add('b.verdict = ?', filter.verdict)
    .add('b.taken_by = ?::uuid', filter.takenBy)
    .add('(b.closed_at IS NULL) = ?', filter.open);
  if (filter.q) addPatient(where, 'b.lead_id', search.personsBy(filter.q));
  return selectPage<{ id: string }>(manager, CHECKS, request, where);
}
