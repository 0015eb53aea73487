import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { reports } from '../api/actions';
import { useDocumentTitle } from '../layout/use-document-title';
import { Failure } from '../listing/states';
import { REPORTS_KEY } from '../live/live';
import { useMe } from '../session/me';
import { NumberTile } from './NumberTile';
import { WaitingNow } from './WaitingNow';

const LeadsByDayPanel = lazy(() => import('./LeadsByDayPanel'));
const MINUTE = 60_000;

const greeting = new Intl.DateTimeFormat('en-US', {
  weekday: 'long',
  month: 'long',
  day: 'numeric',
});

/** Today: the numbers, each opening its records; who waits now; how leads came in lately. */
export function StartPage() {
  useDocumentTitle('Today');
  const { me, may } = useMe();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'today'],
    queryFn: ({ signal }) => reports.today(signal),
    staleTime: MINUTE,
    retry: 1,
  });
  return (
    <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <div>
        <Typography variant="h1">{greeting.format(new Date())}</Typography>
        <Typography color="textSecondary" variant="body2">
          {me ? `Good to have you here, ${me.name.split(' ')[0]}.` : '\u00a0'}
        </Typography>
      </div>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Box
          component="section"
          aria-label="Today in numbers"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1.5,
            // In one row where they fit, else four and the rest: a row is always filled.
            '& > *': {
              flex: { xs: '1 1 calc(50% - 12px)', sm: '1 1 calc(25% - 12px)', lg: '1 1 0' },
              minWidth: 0,
            },
          }}
        >
          {isPending
            ? Array.from({ length: 7 }, (_, index) => (
                <Skeleton key={index} variant="rounded" height={104} />
              ))
            : data.numbers.map((number) => <NumberTile key={number.name} number={number} />)}
        </Box>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: may('lead.read') ? 'minmax(0, 1fr) minmax(0, 1fr)' : 'minmax(0, 1fr)',
          },
        }}
      >
        {may('lead.read') && <WaitingNow />}
        <Suspense fallback={<Skeleton variant="rounded" height={380} />}>
          <LeadsByDayPanel />
        </Suspense>
      </Box>
    </Box>
  );
}
