/** Fields by which a record says which lead or patient it is about. */
const NAMING = ['id', 'leadId', 'personId', 'patientId', 'openLeadId', 'otherLeadId'] as const;
/** Fields that hold such a record: without it, what is around it says nothing more. */
const HOLDING = new Set(['lead', 'patient', 'entry']);
/** Fields that list ids of leads or people. */
const LISTING = new Set(['leadIds', 'personIds', 'ids']);

/**
 * An answer without what is about hidden leads and patients: rows of lists are left out, a record inside
 * another is null. Gives undefined when the answer itself is about one of them.
 * @param hidden ids of leads and persons
 */
export function withoutHidden(answer: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(answer)) {
    return answer.map((each) => withoutHidden(each, hidden)).filter((each) => each !== undefined);
  }
  if (!isRecord(answer)) return answer;
  if (NAMING.some((name) => isHidden(answer[name], hidden))) return undefined;
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(answer)) {
    if (LISTING.has(name) && Array.isArray(value)) {
      shown[name] = value.filter((id) => !isHidden(id, hidden));
      continue;
    }
    const rest = withoutHidden(value, hidden);
    if (rest === undefined && value !== undefined && HOLDING.has(name)) return undefined;
    shown[name] = rest === undefined ? null : rest;
  }
  return shown;
}

/** Whether any text anywhere in a value is one of the ids: a body that names a hidden lead. */
export function names(value: unknown, hidden: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return hidden.has(value.toLowerCase());
  if (Array.isArray(value)) return value.some((each) => names(each, hidden));
  return isRecord(value) && Object.values(value).some((each) => names(each, hidden));
}

function isHidden(value: unknown, hidden: ReadonlySet<string>): boolean {
  return typeof value === 'string' && hidden.has(value);
}

/** Plain data only: a stream or a buffer is what it is. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
