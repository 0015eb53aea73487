import type { RoutingConditions, RoutingRuleView, RoutingTarget } from '#contract';

/** A rule as a form holds it: lists are empty where it does not matter. */
export interface RuleForm {
  name: string;
  languages: string[];
  states: string[];
  payerIds: string[];
  levelsOfCare: string[];
  sourceIds: string[];
  inquiryKinds: string[];
  urgencies: string[];
  hours: string;
  returning: string;
  kind: RoutingTarget['kind'];
  staffId: string;
  teamId: string;
  pick: string;
  speaking: boolean;
}

export const TARGET_KINDS: readonly { code: RoutingTarget['kind']; label: string }[] = [
  { code: 'on_duty', label: 'Somebody on duty with room' },
  { code: 'team', label: 'Somebody of a team, on duty with room' },
  { code: 'colleague', label: 'A certain colleague' },
  { code: 'last_owner', label: 'Whoever had this person last, if on duty' },
  { code: 'queue', label: 'Nobody: the queue' },
];

export function formOf(rule: RoutingRuleView | null): RuleForm {
  const conditions = rule?.conditions ?? {};
  const target: RoutingTarget = rule?.target ?? {
    kind: 'on_duty',
    speaking: false,
    pick: 'round_robin',
  };
  return {
    name: rule?.name ?? '',
    languages: conditions.languages ?? [],
    states: conditions.states ?? [],
    payerIds: conditions.payerIds ?? [],
    levelsOfCare: conditions.levelsOfCare ?? [],
    sourceIds: conditions.sourceIds ?? [],
    inquiryKinds: conditions.inquiryKinds ?? [],
    urgencies: conditions.urgencies ?? [],
    hours: conditions.hours ?? '',
    returning: conditions.returning === undefined ? '' : conditions.returning ? 'yes' : 'no',
    kind: target.kind,
    staffId: 'staffId' in target ? target.staffId : '',
    teamId: 'teamId' in target ? (target.teamId ?? '') : '',
    pick: 'pick' in target ? target.pick : 'round_robin',
    speaking: 'speaking' in target ? target.speaking : false,
  };
}

/** The conditions that matter. The desk checks every code. */
export function conditionsOf(form: RuleForm): RoutingConditions {
  const some = (list: string[]) => (list.length > 0 ? list : undefined);
  return {
    languages: some(form.languages) as RoutingConditions['languages'],
    states: some(form.states),
    payerIds: some(form.payerIds),
    levelsOfCare: some(form.levelsOfCare),
    sourceIds: some(form.sourceIds),
    inquiryKinds: some(form.inquiryKinds) as RoutingConditions['inquiryKinds'],
    urgencies: some(form.urgencies) as RoutingConditions['urgencies'],
    hours: form.hours === '' ? undefined : (form.hours as 'open' | 'closed'),
    returning: form.returning === '' ? undefined : form.returning === 'yes',
  };
}

/** Whom it gives the lead; null while a colleague or team is still to be chosen. */
export function targetOf(form: RuleForm): RoutingTarget | null {
  const pick = form.pick === 'least_loaded' ? 'least_loaded' : 'round_robin';
  switch (form.kind) {
    case 'colleague':
      return form.staffId === '' ? null : { kind: 'colleague', staffId: form.staffId };
    case 'team':
      return form.teamId === '' ? null : { kind: 'team', teamId: form.teamId, pick };
    case 'on_duty':
      return { kind: 'on_duty', speaking: form.speaking, pick };
    case 'last_owner':
      return { kind: 'last_owner' };
    case 'queue':
      return { kind: 'queue', teamId: form.teamId || null };
  }
}
