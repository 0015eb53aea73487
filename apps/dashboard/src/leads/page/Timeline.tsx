import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import type { ActivityView } from '#contract';
import { read } from '../../api/http-client';
import { Failure } from '../../listing/states';
import { timelineKey } from '../../live/live';
import { MentionText } from '../../mentions/MentionText';
import { Moment } from '../../words/Moment';
import { NameOf } from '../../words/NameOf';
import { iconOf } from './activity-icons';
import { activityInWords } from './activity-words';
import { Panel } from './Panel';

const NEWEST = 200;

/** Everything that happened, newest first. */
export function Timeline({ leadId }: { leadId: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: timelineKey(leadId),
    queryFn: ({ signal }) =>
      read<ActivityView[]>(
        `/api/leads/${encodeURIComponent(leadId)}/activities?limit=${NEWEST}`,
        signal,
      ),
    retry: 1,
  });
  return (
    <Panel title="Timeline">
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && [0, 1, 2].map((each) => <Skeleton key={each} height={56} />)}
      {data?.length === 0 && (
        <Typography color="textSecondary">Nothing has happened yet.</Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data?.map((activity, index) => (
          <Entry key={activity.id} activity={activity} last={index === data.length - 1} />
        ))}
      </Box>
    </Panel>
  );
}

function Entry({ activity, last }: { activity: ActivityView; last: boolean }) {
  const Icon = iconOf(activity.kind);
  const words = activityInWords(activity);
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '32px 1fr', columnGap: 1.5 }}>
      <Box sx={{ display: 'grid', gridTemplateRows: '32px 1fr', justifyItems: 'center' }}>
        <Box
          sx={{
            width: 32,
            height: 32,
            display: 'grid',
            placeItems: 'center',
            borderRadius: '50%',
            bgcolor: 'action.selected',
            color: 'primary.main',
          }}
        >
          <Icon sx={{ fontSize: 18 }} aria-hidden />
        </Box>
        {!last && <Box sx={{ width: '1px', minHeight: 16, bgcolor: 'divider' }} />}
      </Box>
      <Box sx={{ pb: 2, pt: 0.5, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'baseline' }}>
          <Typography sx={{ fontWeight: 600 }}>
            {words.title}
            {words.colleagueId !== undefined && (
              <>
                {' '}
                <NameOf resource="users" id={words.colleagueId} />
              </>
            )}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {actorOf(activity)} · <Moment at={activity.at} />
          </Typography>
        </Box>
        {words.callId !== undefined && (
          <Link
            component={RouterLink}
            to={`/calls/${words.callId}/show`}
            variant="body2"
            sx={{ display: 'inline-block', mt: 0.25 }}
          >
            Open the call
          </Link>
        )}
        {words.checkId !== undefined && (
          <Link
            component={RouterLink}
            to={`/benefit-checks/${words.checkId}/show`}
            variant="body2"
            sx={{ display: 'inline-block', mt: 0.25 }}
          >
            Open the benefit check
          </Link>
        )}
        {words.details.map((detail) => (
          <Typography
            key={detail}
            variant="body2"
            sx={{ mt: 0.25, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {activity.kind === 'note.written' ? <MentionText text={detail} /> : detail}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

function actorOf({ actor }: ActivityView): string {
  if (actor.name) return actor.name;
  return actor.kind === 'person' ? 'the person' : actor.kind === 'system' ? 'automatic' : 'staff';
}
