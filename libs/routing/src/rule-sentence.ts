import {
  type Choice,
  INQUIRY_KINDS,
  labelOf,
  LANGUAGES,
  LEVELS_OF_CARE,
  type RoutingConditions,
  type RoutingTarget,
} from '#contract';

type Names = ReadonlyMap<string, string>;

/** A rule as a sentence: "When the language is Spanish: the next in turn who speaks it." */
export function ruleSentence(
  rule: { conditions: RoutingConditions; target: RoutingTarget },
  names: Names,
): string {
  const conditions = conditionWords(rule.conditions, names);
  const when = conditions.length > 0 ? `When ${conditions.join(' and ')}` : 'Always';
  return `${when}: ${targetWords(rule.target, names)}.`;
}

function conditionWords(given: RoutingConditions, names: Names): string[] {
  const named = (id: string) => names.get(id) ?? 'one that is gone';
  const label = (list: readonly Choice[]) => (code: string) => labelOf(list, code);
  return [
    ...oneOf('the language is', given.languages, label(LANGUAGES)),
    ...oneOf('the state is', given.states, (state) => state),
    ...oneOf('the payer is', given.payerIds, named),
    ...oneOf('the level of care wanted is', given.levelsOfCare, label(LEVELS_OF_CARE)),
    ...oneOf('the source is', given.sourceIds, named),
    ...oneOf('it came as', given.inquiryKinds, label(INQUIRY_KINDS)),
    ...oneOf('the urgency is', given.urgencies, (urgency) => urgency),
    ...(given.hours ? [`we are ${given.hours}`] : []),
    ...(given.returning === undefined
      ? []
      : [given.returning ? 'they were with us before' : 'they are new to us']),
  ];
}

function oneOf<T extends string>(
  words: string,
  values: readonly T[] | undefined,
  label: (value: T) => string,
): string[] {
  return values ? [`${words} ${values.map(label).join(' or ')}`] : [];
}

function targetWords(target: RoutingTarget, names: Names): string {
  const pick = (how: 'round_robin' | 'least_loaded') =>
    how === 'round_robin' ? 'the next in turn' : 'who has the fewest open leads';
  switch (target.kind) {
    case 'colleague':
      return names.get(target.staffId) ?? 'a colleague who is gone';
    case 'team':
      return `${pick(target.pick)} of ${names.get(target.teamId) ?? 'a team that is gone'}`;
    case 'on_duty':
      return target.speaking
        ? `${pick(target.pick)} who speaks their language`
        : `${pick(target.pick)} on duty`;
    case 'last_owner':
      return 'whoever had their last lead, if on duty';
    case 'queue':
      return target.teamId
        ? `the queue of ${names.get(target.teamId) ?? 'a team that is gone'}`
        : 'the queue';
  }
}
