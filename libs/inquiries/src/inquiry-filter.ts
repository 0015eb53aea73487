import { OUTCOME } from './outcome.sql.js';

/** Which inquiries; every given part has to hold. */
export interface InquiryFilter {
  ids?: string[];
  /** A reference, whole or its beginning, as a person reads it out. */
  q?: string;
  kind?: string;
  provider?: string;
  /** As `InquiryRow.outcome`. */
  outcome?: string;
  leadId?: string;
  /** Leads that are protected from who asks. */
  notOfLeads?: string[];
  /** True: only those a machine doubts; false: only those it doesn't. */
  suspicious?: boolean;
  receivedFrom?: Date;
  /** Not included. */
  receivedTo?: Date;
}

/** The SQL condition on `inquiry i LEFT JOIN lead_inquiry li`, and its values from $1 on. */
export function conditionsOf(filter: InquiryFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = ['i.follows IS NULL'];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  add((p) => `i.id = ANY (${p}::uuid[])`, filter.ids);
  add((p) => `i.reference LIKE ${p}`, filter.q === undefined ? undefined : startOf(filter.q));
  add((p) => `i.kind = ${p}`, filter.kind);
  add((p) => `i.provider = ${p}`, filter.provider);
  add((p) => outcomeIs(filter.outcome, p), filter.outcome);
  add((p) => `li.lead_id = ${p}::uuid`, filter.leadId);
  add((p) => `(li.lead_id IS NULL OR NOT li.lead_id = ANY (${p}::uuid[]))`, filter.notOfLeads);
  add((p) => `(i.suspicion <> '{}') = ${p}::boolean`, filter.suspicious);
  add((p) => `i.received_at >= ${p}::timestamptz`, filter.receivedFrom);
  add((p) => `i.received_at < ${p}::timestamptz`, filter.receivedTo);
  return { where: conditions.join(' AND '), values };
}

/** What was decided is asked of the decision itself, so that its index can answer. */
function outcomeIs(outcome: string | undefined, parameter: string): string {
  const undecided = outcome === 'failed' || outcome === 'waiting';
  return undecided ? `${OUTCOME} = ${parameter}` : `li.outcome = ${parameter}`;
}

/** References are read out: small letters, a missing hyphen and O for 0 or I and L for 1 are all right. */
function startOf(typed: string): string {
  const read = typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const letters = read.replaceAll(/[^0-9A-Z]/g, '').slice(0, 8);
  const dashed = letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
  return `${dashed}%`;
}
