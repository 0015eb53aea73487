import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useNotify } from 'react-admin';
import { useQueryClient } from '@tanstack/react-query';
import type { CallView, RecordingView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { callPartKey } from '../live/live';
import { useMe } from '../session/me';
import { Player } from './Player';
import { fetchAgain, useRecording } from './recording-api';
import type { PlayerControls } from './use-player';

interface ListeningPanelProps {
  call: CallView;
  player: PlayerControls;
  marks: readonly number[];
}

/** The recording of a call: to be heard, on its way, missing, or none. */
export function ListeningPanel({ call, player, marks }: ListeningPanelProps) {
  const { data, error, isPending, refetch } = useRecording(call.id);
  return (
    <Panel title={call.voicemail ? 'Their message' : 'Recording'}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton variant="rounded" height={88} />}
      {data?.state === 'ready' && (
        <Player
          callId={call.id}
          seconds={data.seconds ?? call.talkSeconds ?? 0}
          player={player}
          marks={marks}
        />
      )}
      {data?.state === 'ready' && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5 }}>
          Who listens to a call is put on record.
        </Typography>
      )}
      {data?.state === 'coming' && (
        <Typography color="textSecondary" role="status">
          The recording is on its way from the phone company.
        </Typography>
      )}
      {data?.state === 'none' && (
        <Typography color="textSecondary">
          {call.endedAt === null && call.outcome === null
            ? 'The call goes on.'
            : 'This call was not recorded.'}
        </Typography>
      )}
      {data?.state === 'failed' && <NotFetched callId={call.id} recording={data} />}
    </Panel>
  );
}

function NotFetched({ callId, recording }: { callId: string; recording: RecordingView }) {
  const { may } = useMe();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const again = async () => {
    try {
      await fetchAgain(callId);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: callPartKey(callId, 'recording') });
  };
  return (
    <Alert
      severity="warning"
      action={
        may('call.coach') && (
          <Button color="inherit" onClick={() => void again()}>
            Try again
          </Button>
        )
      }
    >
      The recording is not here. {recording.sentence}.
    </Alert>
  );
}
