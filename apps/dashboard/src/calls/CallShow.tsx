import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { type CallView, mayCoach, mayListen } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Facts } from '../leads/page/Facts';
import { LeadLink } from '../leads/LeadLink';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { phoneInWords } from '../words/phone';
import { CallNumber } from './CallNumber';
import { directionOf, outcomeOf, talkOf } from './call-words';
import { CoachingPanel } from './CoachingPanel';
import { ListeningPanel } from './ListeningPanel';
import { useCoachingNotes } from './recording-api';
import { usePlayer } from './use-player';

/** One call: what is known of it, its recording, and what was noted about it. */
export default function CallShow() {
  const { id = '' } = useParams();
  const { me } = useMe();
  const { data, error, isPending, refetch } = useGetOne<CallView>('calls', { id }, { retry: 1 });
  useDocumentTitle('Call');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !data || !me) return <Skeleton variant="rounded" height={320} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 820, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Typography variant="h1">{titleOf(data)}</Typography>
        <Box sx={{ flex: 1 }} />
        {data.leadId && (
          <Button component={Link} to={`/leads/${data.leadId}/show`} variant="outlined">
            Open the lead
          </Button>
        )}
      </Box>
      <Panel title="The call">
        <Facts
          facts={[
            ['Lead', data.leadId && <LeadLink key="lead" id={data.leadId} />],
            ['Number', <CallNumber key="number" call={data} />],
            ['When', <Moment key="at" at={data.startedAt} />],
            ['What came of it', outcomeOf(data)],
            ['Talk time', talkOf(data) || 'None'],
            [
              'Who had it',
              <NameOf key="who" resource="users" id={data.staffId} none="Not known" />,
            ],
          ]}
        />
      </Panel>
      {mayCoach(data, me) ? (
        <Coached call={data} />
      ) : (
        <Heard call={data} heard={mayListen(data, me)} />
      )}
    </Box>
  );
}

/** "They called from (415) 555-0100". */
function titleOf(call: CallView): string {
  if (!call.phone) return directionOf(call);
  const way = call.direction === 'inbound' ? 'from' : 'at';
  return `${directionOf(call)} ${way} ${phoneInWords(call.phone)}`;
}

function Coached({ call }: { call: CallView }) {
  const player = usePlayer();
  const { data: notes } = useCoachingNotes(call.id);
  const marks = (notes ?? []).flatMap(({ atSecond }) => (atSecond === null ? [] : [atSecond]));
  return (
    <>
      <ListeningPanel call={call} player={player} marks={marks} />
      <CoachingPanel call={call} player={player} />
    </>
  );
}

function Heard({ call, heard }: { call: CallView; heard: boolean }) {
  const player = usePlayer();
  if (heard) return <ListeningPanel call={call} player={player} marks={NO_MARKS} />;
  return (
    <Panel title="Recording">
      <Typography color="textSecondary">
        A conversation is heard by who had it, and by managers.
      </Typography>
    </Panel>
  );
}

const NO_MARKS: readonly number[] = [];
