import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import type { LeadDetail } from '#contract';
import { sentenceOf } from '../api/refusal';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import { useLatestMatch } from './matching-api';

/** Whether programs were looked for, and the way to the match board. */
export default function MatchPanel({ lead }: { lead: LeadDetail }) {
  const { data: match, error, isPending, refetch } = useLatestMatch(lead.id);
  return (
    <Panel
      title="Match"
      action={
        <Button component={RouterLink} to={`/leads/${lead.id}/match`} size="small">
          {match ? 'Open' : 'Find programs'}
        </Button>
      }
    >
      {isPending && !error && <Skeleton height={24} />}
      {error && (
        <Box role="alert">
          <Typography variant="body2">{sentenceOf(error)}</Typography>
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        </Box>
      )}
      {match === null && (
        <Typography variant="body2" color="textSecondary">
          Nobody looked for programs yet.
        </Typography>
      )}
      {match && (
        <Typography variant="body2">
          {match.open} of {match.considered} programs could serve, <Moment at={match.askedAt} />.{' '}
          {match.picks === 0
            ? 'None was picked yet.'
            : `${match.picks === 1 ? 'One was' : `${match.picks} were`} picked.`}
        </Typography>
      )}
    </Panel>
  );
}
