import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { reports } from '../../api/actions';
import { Failure } from '../../listing/states';
import { REPORTS_KEY } from '../../live/live';
import { NumberTile } from '../../start/NumberTile';
import { MissedTargets } from '../own/MissedTargets';
import { NumberCards } from '../pieces/NumberCards';
import { Trend } from '../pieces/Trend';

/** What asks for a hand now; then the period in its most important numbers. */
export default function Overview() {
  return (
    <>
      <MissedTargets />
      <Now />
      <Typography variant="h2">The period</Typography>
      <NumberCards
        label="The period in numbers"
        names={[
          'leads',
          'attempt_rate_5_min',
          'contact_rate',
          'answered_rate',
          'missed_recovered',
          'benefit_check_turnaround',
          'acknowledged_30_min',
          'admit_of_leads',
        ]}
      />
      <Trend title="Leads" names={['leads']} />
      <Trend title="Answered and reached" names={['answered_rate', 'contact_rate']} />
    </>
  );
}

/** The numbers of this moment, each with the list of who is waiting behind it. */
function Now() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'today'],
    queryFn: ({ signal }) => reports.today(signal),
    staleTime: 60_000,
    retry: 1,
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Box
      component="section"
      aria-label="Today, now"
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(auto-fill, minmax(160px, 1fr))' },
      }}
    >
      {isPending
        ? Array.from({ length: 6 }, (_, at) => <Skeleton key={at} variant="rounded" height={104} />)
        : data.numbers.map((number) => <NumberTile key={number.name} number={number} />)}
    </Box>
  );
}
