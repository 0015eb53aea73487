import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { AlertChoices } from '../alerts/AlertChoices';
import { useDocumentTitle } from '../layout/use-document-title';
import { Failure } from '../listing/states';
import { Capacities } from './Capacities';
import { ClosedDays } from './ClosedDays';
import { useDutyNow } from './duty-api';
import { WeekCalendar } from './WeekCalendar';
import { WorkingNow } from './WorkingNow';

/** Duty: who works now, who works when, how much each can hold, and when we are closed. */
export default function DutyPage() {
  useDocumentTitle('Duty');
  const { data: duty, error, isPending, refetch } = useDutyNow();
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <div>
        <Typography variant="h1">Duty</Typography>
        <Typography variant="body2" color="textSecondary">
          Who works now, who works when, and how much each can hold.
        </Typography>
      </div>
      {error && !duty && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={220} />}
      {duty && <WorkingNow duty={duty} />}
      {duty && <WeekCalendar zone={duty.timeZone} />}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <Capacities />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {duty && <ClosedDays zone={duty.timeZone} />}
          <AlertChoices />
        </Box>
      </Box>
    </Box>
  );
}
