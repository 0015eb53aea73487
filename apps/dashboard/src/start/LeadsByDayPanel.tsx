import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reports } from '../api/actions';
import { Panel } from '../leads/page/Panel';
import { Emptiness, Failure } from '../listing/states';
import { REPORTS_KEY } from '../live/live';
import { LeadsByDayChart } from './LeadsByDayChart';
import { LeadsByDayTable } from './LeadsByDayTable';

const DAYS = 30;

/** Leads by day and source: a chart, and the same numbers as a table. */
export default function LeadsByDayPanel() {
  const [asTable, setAsTable] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'leads-by-day', DAYS],
    queryFn: ({ signal }) => reports.leadsByDay(DAYS, signal),
    staleTime: 60_000,
    retry: 1,
  });
  const total = data?.days.reduce(
    (sum, day) => sum + Object.values(day.counts).reduce((all, each) => all + each, 0),
    0,
  );
  return (
    <Panel
      title={`Leads by day and source, last ${DAYS} days`}
      action={
        !!total && (
          <Button size="small" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show the chart' : 'Show as a table'}
          </Button>
        )
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={320} />}
      {data && total === 0 && (
        <Emptiness
          title="No leads in these days"
          sentence="The first request draws the first bar."
        />
      )}
      {data &&
        !!total &&
        (asTable ? <LeadsByDayTable report={data} /> : <LeadsByDayChart report={data} />)}
    </Panel>
  );
}
