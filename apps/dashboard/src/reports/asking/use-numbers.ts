import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  type Grain,
  mixesTouches,
  type NumberAnswer,
  type NumbersReport,
  type Slice,
  type SliceFilter,
} from '#contract';
import { read } from '../../api/http-client';
import { REPORTS_KEY } from '../../live/live';
import type { Period } from './period';
import { useCatalogue } from './catalogue';
import { useReportView } from './use-report-view';

const MINUTE = 60_000;

export interface Question {
  names: readonly string[];
  by?: readonly Slice[];
  grain?: Grain;
  distribution?: boolean;
  /** Beside the filters of the page. */
  filter?: SliceFilter;
  /** Instead of the period of the page. */
  period?: Period;
  compare?: boolean;
  /** Not more rows than this; the largest. */
  most?: number;
}

/** The address of a question: slices and days, nothing that names a person. */
export function numbersUrl(question: Question & { period: Period }): string {
  const {
    names,
    by = [],
    grain,
    distribution = false,
    filter = {},
    period,
    compare,
    most,
  } = question;
  const query = new URLSearchParams({ names: names.join(','), from: period.from, to: period.to });
  if (by.length > 0) query.set('by', by.join(','));
  if (grain) query.set('grain', grain);
  if (Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter));
  if (compare) query.set('compare', 'true');
  if (distribution) query.set('distribution', 'true');
  if (most) query.set('most', String(most));
  return `/api/reports/numbers?${query.toString()}`;
}

/**
 * Asks for numbers of the page's period and filters. What was shown stays until the new answer is there. Numbers that are
 * not known by one of the filters (money by state, say) are not asked for: `unasked` has their labels.
 */
export function useNumbers(question: Question) {
  const { view, period, ready } = useReportView();
  const { data: catalogue } = useCatalogue();
  const filter = { ...view.filter, ...question.filter };
  const needed = [...Object.keys(filter), ...(question.by ?? [])] as Slice[];
  const knows = (name: string) => {
    const number = catalogue?.numbers.find((one) => one.name === name);
    if (!number) return true;
    if (number.unit === 'cents' && mixesTouches(needed)) return false;
    return needed.every((slice) => number.slices.includes(slice));
  };
  const names = question.names.filter(knows);
  const unasked = question.names
    .filter((name) => !knows(name))
    .map((name) => catalogue?.numbers.find((number) => number.name === name)?.label ?? name);
  const whole = {
    ...question,
    names,
    period: question.period ?? period,
    compare: question.compare ?? view.compare,
    filter,
  };
  const url = numbersUrl(whole);
  const answer = useQuery({
    queryKey: [...REPORTS_KEY, 'numbers', url],
    queryFn: ({ signal }) => read<NumbersReport>(url, signal),
    staleTime: MINUTE,
    enabled: ready && names.length > 0,
    placeholderData: keepPreviousData,
    retry: 1,
  });
  const of = (name: string): NumberAnswer | undefined =>
    answer.data?.numbers.find((number) => number.name === name);
  // Nothing to ask for is an answer too.
  const isPending = answer.isPending && names.length > 0;
  return { ...answer, isPending, of, asked: whole, unasked };
}
