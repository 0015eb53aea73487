import type { SavedReportView } from '#contract';
import { periodOfPreset } from '#contract';
import { useReportView } from '../asking/use-report-view';
import { BarsBySlice } from '../pieces/BarsBySlice';
import { NumberCards } from '../pieces/NumberCards';
import { SliceTable } from '../pieces/SliceTable';

/** What a saved report comes to now, of its own period and filters beside those of the page. */
export function SavedAnswer({ report }: { report: SavedReportView }) {
  const { today } = useReportView();
  const { names, by, filter, preset } = report.settings;
  const period = periodOfPreset(preset, today);
  const [first, second] = by;
  const [main, ...others] = names;
  return (
    <>
      <NumberCards label={report.name} names={names} filter={filter} period={period} />
      {main && first && second === undefined && (
        <BarsBySlice
          title={report.name}
          name={main}
          by={first}
          also={others}
          filter={filter}
          period={period}
        />
      )}
      {main && first && second !== undefined && (
        <SliceTable
          title={report.name}
          by={[first, second]}
          head={report.name}
          names={[main, ...others]}
          filter={filter}
          period={period}
        />
      )}
    </>
  );
}
