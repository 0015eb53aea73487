import { useQuery } from '@tanstack/react-query';
import type {
  RoutingAnswer,
  RoutingFacts,
  RoutingRuleEdit,
  RoutingRuleInput,
  RoutingRuleView,
} from '#contract';
import { httpClient, send } from '../api/http-client';

export const RULES_KEY = ['routing-rules'];
const PATH = '/api/routing-rules';

export type DryRun = { leadId: string } | { facts: Partial<RoutingFacts> };

/** What changes the rules, and the question who would get a lead. */
export const routingActions = {
  add: (input: RoutingRuleInput) => send<RoutingRuleView>('POST', PATH, input),
  edit: (id: string, input: RoutingRuleEdit) =>
    send<RoutingRuleView>('PUT', `${PATH}/${encodeURIComponent(id)}`, input),
  order: (ids: readonly string[]) => send<unknown>('POST', `${PATH}/order`, { ids }),
  dryRun: (input: DryRun) => send<RoutingAnswer>('POST', `${PATH}/dry-run`, input),
};

/** The rules, in the order they are asked. */
export function useRules() {
  return useQuery({
    queryKey: RULES_KEY,
    queryFn: async ({ signal }) => {
      const { json } = await httpClient(`${PATH}?range=[0,199]`, { signal });
      return (json as RoutingRuleView[]).toSorted((one, other) => one.position - other.position);
    },
    retry: 1,
  });
}
