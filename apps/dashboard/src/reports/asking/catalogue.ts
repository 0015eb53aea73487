import { useQuery } from '@tanstack/react-query';
import type { CatalogueView, NumberDefinitionView } from '#contract';
import { read } from '../../api/http-client';
import { REPORTS_KEY } from '../../live/live';

const HOUR = 3_600_000;

/** What every number is: asked for once a visit. */
export function useCatalogue() {
  return useQuery({
    queryKey: [...REPORTS_KEY, 'catalogue'],
    queryFn: ({ signal }) => read<CatalogueView>('/api/reports/catalogue', signal),
    staleTime: HOUR,
    retry: 1,
  });
}

/** The definition of a number; undefined until the catalogue has come. */
export function useDefinition(name: string): NumberDefinitionView | undefined {
  const { data } = useCatalogue();
  return data?.numbers.find((number) => number.name === name);
}
