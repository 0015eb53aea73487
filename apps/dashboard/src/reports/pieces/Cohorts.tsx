import { addDays } from '#contract';
import { periodInWords } from '../asking/period';
import { useNumbers } from '../asking/use-numbers';
import { useReportView } from '../asking/use-report-view';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { monthInWords } from '../../words/money';
import { RowsTable } from './RowsTable';
import { useOpening } from './use-opening';

const NAMES = [
  'arrivals',
  'retained_7',
  'retention_unknown_7',
  'retained_30',
  'retention_unknown_30',
];
const YEAR = 365;

/** Each month's arrivals, and how many of them were in care 7 and 30 days later. At least a year, whatever the period. */
export function Cohorts() {
  const { period, today } = useReportView();
  const yearAgo = `${addDays(today, -YEAR).slice(0, 7)}-01`;
  const wide = { from: period.from < yearAgo ? period.from : yearAgo, to: today };
  const { of, asked, error, isPending, refetch } = useNumbers({
    names: NAMES,
    grain: 'month',
    period: wide,
    compare: false,
  });
  const open = useOpening(asked);
  const months = (of('arrivals')?.rows ?? []).filter(({ counted }) => counted > 0).toReversed();
  return (
    <Panel title="Cohorts by month of arrival">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {periodInWords(wide)}. “Not known yet” is what may still be added to the share beside it.
      </Typography>
      {!!error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={240} />}
      {!isPending && !error && months.length === 0 && (
        <Emptiness
          title="Nobody has arrived yet"
          sentence="The first patient who arrives begins the first cohort."
        />
      )}
      {months.length > 0 && (
        <Box sx={{ overflowX: 'auto' }}>
          <RowsTable
            label="Cohorts by month of arrival"
            head="Arrived in"
            columns={NAMES.map((name) => of(name)?.label ?? name)}
            rows={months.map((month) => ({
              key: month.from ?? '',
              name: monthInWords((month.from ?? '').slice(0, 7)),
              cells: NAMES.map((name) => {
                const answer = of(name);
                const row = answer?.rows.find(({ from }) => from === month.from);
                return {
                  value: row,
                  unit: answer?.unit ?? 'count',
                  onOpen: open && answer && row ? () => open(answer, row) : undefined,
                };
              }),
            }))}
          />
        </Box>
      )}
    </Panel>
  );
}
