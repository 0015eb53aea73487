import { useQueries } from '@tanstack/react-query';
import type { NumbersReport, Slice } from '#contract';
import { read } from '../../api/http-client';
import type { FilterChoice } from '../../listing/column';
import { REPORTS_KEY } from '../../live/live';
import { numbersUrl } from './use-numbers';
import { useReportView } from './use-report-view';

/** What there is to choose of each slice in the period: the keys that leads of it have, the most frequent first. */
export function useSliceKeys(slices: readonly Slice[]): ReadonlyMap<Slice, FilterChoice[]> {
  const { period } = useReportView();
  const answers = useQueries({
    queries: slices.map((slice) => {
      const url = numbersUrl({ names: ['leads'], by: [slice], period });
      return {
        queryKey: [...REPORTS_KEY, 'numbers', url],
        queryFn: ({ signal }: { signal: AbortSignal }) => read<NumbersReport>(url, signal),
        staleTime: 60_000,
        retry: 1,
      };
    }),
  });
  return new Map(
    slices.map((slice, at) => [
      slice,
      (answers[at]?.data?.numbers[0]?.rows ?? []).slice(0, 100).flatMap(({ keys, labels }) => {
        const code = keys[slice];
        return code === undefined ? [] : [{ code, label: labels[slice] ?? code }];
      }),
    ]),
  );
}
