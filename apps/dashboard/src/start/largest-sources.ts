import type { LeadsByDay } from '#contract';

export interface SourceSeries {
  id: string;
  name: string;
  /** One count a day, in the order of the report's days. */
  counts: number[];
  total: number;
}

/** The sources that brought the most, largest first; what does not fit the colours becomes "All others". */
export function largestSources(report: LeadsByDay, limit: number): SourceSeries[] {
  const series = report.sources
    .map(({ id, name }) => {
      const counts = report.days.map((day) => day.counts[id] ?? 0);
      return { id, name, counts, total: counts.reduce((sum, each) => sum + each, 0) };
    })
    .filter((each) => each.total > 0)
    .sort((one, other) => other.total - one.total);
  if (series.length <= limit) return series;
  const rest = series.slice(limit - 1);
  return [
    ...series.slice(0, limit - 1),
    {
      id: 'others',
      name: 'All others',
      counts: report.days.map((_day, index) =>
        rest.reduce((sum, each) => sum + (each.counts[index] ?? 0), 0),
      ),
      total: rest.reduce((sum, each) => sum + each.total, 0),
    },
  ];
}
