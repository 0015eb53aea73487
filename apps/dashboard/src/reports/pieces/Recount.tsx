import Alert from '@mui/material/Alert';
import LinearProgress from '@mui/material/LinearProgress';
import { useQuery } from '@tanstack/react-query';
import type { ReportStanding } from '#contract';
import { read } from '../../api/http-client';
import { REPORTS_KEY } from '../../live/live';
import { inFull } from '../../words/time';

const WHILE_RECOUNTED = 10_000;
const ELSE = 120_000;

/** Why, by the table whose change asked for it. */
const BECAUSE: Readonly<Record<string, string>> = {
  organisation: 'business hours or the time zone changed',
  closed_day: 'a closed day of the past changed',
};

/** Says that all numbers are being counted anew, and how far that is; else nothing. */
export function Recount() {
  const { data } = useQuery({
    queryKey: [...REPORTS_KEY, 'standing'],
    queryFn: ({ signal }) => read<ReportStanding>('/api/reports/standing', signal),
    refetchInterval: ({ state }) => (state.data?.recount ? WHILE_RECOUNTED : ELSE),
    retry: 1,
  });
  if (!data?.recount) return null;
  const { because, since, done } = data.recount;
  const percent = Math.floor(done * 100);
  return (
    <Alert severity="info" role="status">
      Numbers are being recounted since {inFull(since)}, because{' '}
      {BECAUSE[because] ?? 'what is counted is defined anew'}. Until it is done, older days show
      what they were.
      <LinearProgress
        variant="determinate"
        value={percent}
        aria-label={`About ${percent} % is recounted`}
        sx={{ mt: 1, maxWidth: 360 }}
      />
    </Alert>
  );
}
