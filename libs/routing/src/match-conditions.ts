import {
  type Choice,
  INQUIRY_KINDS,
  labelOf,
  LANGUAGES,
  LEVELS_OF_CARE,
  type RoutingConditions,
  type RoutingFacts,
} from '#contract';

interface Seen {
  open: boolean;
  names?: ReadonlyMap<string, string>;
}

/**
 * Why a rule does not apply, in words; empty when all that it asks for holds. A fact that is not
 * known matches no list.
 */
export function unmetConditions(
  conditions: RoutingConditions,
  facts: RoutingFacts,
  { open, names }: Seen,
): string[] {
  const named = (id: string | null | undefined) => (id ? (names?.get(id) ?? 'another one') : null);
  const unmet = [
    outside('language', conditions.languages, facts.language, label(LANGUAGES)),
    outside('state', conditions.states, facts.state),
    outside('payer', conditions.payerIds, facts.payerId, named),
    outside(
      'level of care wanted',
      conditions.levelsOfCare,
      facts.levelOfCare,
      label(LEVELS_OF_CARE),
    ),
    outside('source', conditions.sourceIds, facts.sourceId, named),
    outside('kind of inquiry', conditions.inquiryKinds, facts.inquiryKind, label(INQUIRY_KINDS)),
    outside('urgency', conditions.urgencies, facts.urgency),
    ...hours(conditions.hours, open),
    ...returning(conditions.returning, facts.returning),
  ];
  return unmet.filter((sentence): sentence is string => sentence !== null);
}

function outside<T extends string>(
  what: string,
  wanted: readonly T[] | undefined,
  known: T | null | undefined,
  words: (value: T) => string | null = (value) => value,
): string | null {
  if (!wanted || (known && wanted.includes(known))) return null;
  if (!known) return `The ${what} is not known.`;
  const list = wanted.map((value) => words(value) ?? value);
  return `The ${what} is ${words(known) ?? known}, not ${list.join(' or ')}.`;
}

function hours(wanted: 'open' | 'closed' | undefined, open: boolean): (string | null)[] {
  if (!wanted || (wanted === 'open') === open) return [];
  return [open ? 'We are open.' : 'We are closed.'];
}

function returning(wanted: boolean | undefined, known: boolean): (string | null)[] {
  if (wanted === undefined || wanted === known) return [];
  return [known ? 'They had a lead with us before.' : 'They never had a lead with us before.'];
}

function label(list: readonly Choice[]) {
  return (code: string) => labelOf(list, code);
}
