import { useStore } from 'react-admin';
import { dayIn, type SliceFilter } from '#contract';
import { type Period, periodOf, type Preset } from './period';
import { useCatalogue } from './catalogue';

/** What somebody looks at: kept with their preferences, never in the address (rule R15). */
export interface ReportView {
  preset: Preset;
  /** The days of their own choice. */
  own: Period | null;
  compare: boolean;
  filter: SliceFilter;
}

const USUAL: ReportView = { preset: 'days30', own: null, compare: true, filter: {} };

/** The period, comparison and filters that every page of the reports shares. */
export function useReportView() {
  const [view, setView] = useStore<ReportView>('reports.view', USUAL);
  const { data: catalogue } = useCatalogue();
  const today = dayIn(catalogue?.timeZone ?? 'America/New_York', new Date());
  const own = view.own ?? { from: today, to: today };
  return {
    view: { ...USUAL, ...view },
    today,
    period: periodOf(view.preset, today, own),
    /** Days and time zone are the organisation's: nothing is asked before they are known. */
    ready: catalogue !== undefined,
    set: (patch: Partial<ReportView>) => setView({ ...USUAL, ...view, ...patch }),
  };
}
