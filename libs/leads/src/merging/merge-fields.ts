import { MERGE_FIELD_CODES, type MergeField } from '#contract';
import type { LeadEntity } from '../lead.entity.js';
import { mergeTriage } from '../urgency/triage.js';

/** The fields of a lead that a merge may change, as JSON holds them. */
const LEAD_FIELDS = [
  'forWhom',
  'language',
  'zip',
  'state',
  'age',
  'pregnant',
  'whenWanted',
  'substances',
  'levelRequested',
  'levelScreened',
  'payment',
  'ownerId',
  'teamId',
  'sourceId',
  'urgency',
  'urgencyReasons',
  'urgencyRulesVersion',
  'lowCostOfferedAt',
  'receivedAt',
  'firstAttemptAt',
  'firstContactAt',
  'lastAttemptAt',
  'lastContactAt',
  'attempts',
] as const satisfies readonly (keyof LeadEntity)[];
type LeadField = (typeof LEAD_FIELDS)[number];

export type LeadValues = Pick<LeadEntity, LeadField>;
/** Times are ISO texts. */
export type StoredValues = Record<string, unknown>;

/** One side of a merge. */
export interface MergeSide {
  lead: LeadEntity;
  patientName: string | null;
}

/** The value of a field that people choose between. */
export function valueOf({ lead, patientName }: MergeSide, field: MergeField): unknown {
  return field === 'patientName' ? patientName : lead[field];
}

/** The fields where the two differ, each with what is taken when nobody chooses. */
export function differences(
  kept: MergeSide,
  merged: MergeSide,
): { field: MergeField; kept: unknown; merged: unknown; suggested: 'kept' | 'merged' }[] {
  return MERGE_FIELD_CODES.flatMap((field) => {
    const mine = valueOf(kept, field);
    const theirs = valueOf(merged, field);
    if (same(mine, theirs)) return [];
    return [{ field, kept: mine, merged: theirs, suggested: suggestion(mine, theirs) }];
  });
}

/** What is known wins over what is not; of two that are known, the kept one's. */
function suggestion(kept: unknown, merged: unknown): 'kept' | 'merged' {
  return isEmpty(kept) && !isEmpty(merged) ? 'merged' : 'kept';
}

function isEmpty(value: unknown): boolean {
  return value == null || value === 'unknown' || (Array.isArray(value) && value.length === 0);
}

/**
 * The values of the kept lead after the merge: those chosen; the higher urgency with the reasons of
 * both; the earlier request, first attempt, first conversation and offer; the latest of what was last
 * tried; the attempts of both.
 */
export function mergedValues(
  kept: MergeSide,
  merged: MergeSide,
  chosen: Partial<Record<MergeField, 'kept' | 'merged'>>,
): { values: LeadValues; patientName: string | null } {
  const wins = new Map(differences(kept, merged).map(({ field, suggested }) => [field, suggested]));
  const taken = (field: MergeField) => chosen[field] ?? wins.get(field) ?? 'kept';
  const values: LeadValues = pick(kept.lead);
  for (const field of MERGE_FIELD_CODES) {
    if (field === 'patientName' || taken(field) === 'kept') continue;
    Object.assign(values, { [field]: merged.lead[field] });
    if (field === 'zip') values.state = merged.lead.state;
  }
  const triage = mergeTriage(
    { urgency: kept.lead.urgency, reasons: kept.lead.urgencyReasons },
    {
      urgency: merged.lead.urgency,
      reasons: merged.lead.urgencyReasons,
      rulesVersion: Math.max(kept.lead.urgencyRulesVersion, merged.lead.urgencyRulesVersion),
    },
  );
  return {
    values: {
      ...values,
      urgency: triage.urgency,
      urgencyReasons: triage.reasons,
      urgencyRulesVersion: triage.rulesVersion,
      lowCostOfferedAt: earlier(kept.lead.lowCostOfferedAt, merged.lead.lowCostOfferedAt),
      receivedAt: earlier(kept.lead.receivedAt, merged.lead.receivedAt) ?? kept.lead.receivedAt,
      firstAttemptAt: earlier(kept.lead.firstAttemptAt, merged.lead.firstAttemptAt),
      firstContactAt: earlier(kept.lead.firstContactAt, merged.lead.firstContactAt),
      lastAttemptAt: later(kept.lead.lastAttemptAt, merged.lead.lastAttemptAt),
      lastContactAt: later(kept.lead.lastContactAt, merged.lead.lastContactAt),
      attempts: kept.lead.attempts + merged.lead.attempts,
    },
    patientName: taken('patientName') === 'kept' ? kept.patientName : merged.patientName,
  };
}

/** A lead's values as they are kept for undoing. */
export function storedValues(lead: LeadValues): StoredValues {
  return JSON.parse(JSON.stringify(pick(lead))) as StoredValues;
}

/**
 * What undoing puts back: each value that is still the one the merge set. What was changed since
 * stays with the kept lead; of the attempts those that came from the other lead are taken off.
 */
export function restoredValues(
  before: StoredValues,
  after: StoredValues,
  current: LeadValues,
): Partial<LeadValues> {
  const now = storedValues(current);
  const restored: Record<string, unknown> = {};
  for (const field of LEAD_FIELDS) {
    if (same(before[field], after[field])) continue;
    if (field === 'attempts') {
      restored[field] = current.attempts - (Number(after[field]) - Number(before[field]));
    } else if (same(now[field], after[field])) {
      restored[field] = asValue(field, before[field]);
    }
  }
  return restored;
}

function asValue(field: LeadField, stored: unknown): unknown {
  return field.endsWith('At') && typeof stored === 'string' ? new Date(stored) : stored;
}

function pick(lead: LeadValues): LeadValues {
  return Object.fromEntries(LEAD_FIELDS.map((field) => [field, lead[field]])) as LeadValues;
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one <= other ? one : other;
}

function later(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one >= other ? one : other;
}

/** Whether two values are the same; of lists and objects what is in them counts. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
