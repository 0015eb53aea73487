import type { NumberAnswer, NumberRow, RecordPart, SliceFilter } from '#contract';
import { useMe } from '../../session/me';
import type { Period } from '../asking/period';
import { useDrill } from '../drill/drill';

/** The filters of the page, narrowed to one bar. */
export function slicesOf(filter: SliceFilter, row: NumberRow): SliceFilter {
  return {
    ...filter,
    ...Object.fromEntries(Object.entries(row.keys).map(([slice, key]) => [slice, [key]])),
  };
}

/** What a bar is called: the words of its slices, or its days. */
export function rowName(row: NumberRow): string {
  const labels = Object.values(row.labels);
  return labels.length > 0 ? labels.join(', ') : (row.from ?? '');
}

/** Opens exactly the records of a bar. Undefined where one may not see records. */
export function useOpening(asked: { period: Period; filter: SliceFilter }) {
  const drill = useDrill();
  const { may } = useMe();
  if (!may('lead.read')) return undefined;
  return (answer: NumberAnswer, row: NumberRow, part: RecordPart = 'counted') =>
    drill({
      name: answer.name,
      title: `${answer.label}: ${rowName(row)}`,
      period: row.from && row.to ? { from: row.from, to: row.to } : asked.period,
      part,
      slices: slicesOf(asked.filter, row),
    });
}
