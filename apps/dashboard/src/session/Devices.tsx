import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLogout } from 'react-admin';
import type { OwnSessionView } from '#contract';
import { read, send } from '../api/http-client';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import { deviceInWords } from './device';

const KEY = ['me', 'sessions'];

/** Where one is signed in, and the way out of each of them. */
export function Devices() {
  const queryClient = useQueryClient();
  const logout = useLogout();
  const { busy, problem, run } = useSubmission();
  const { data: sessions = [] } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => read<OwnSessionView[]>('/api/me/sessions', signal),
    retry: 1,
  });
  const end = (path: string) =>
    run(async () => {
      const left = await send<OwnSessionView[]>('POST', `/api/me/sessions/${path}`, {});
      queryClient.setQueryData(KEY, left);
    });
  const everywhere = () =>
    run(async () => {
      await send('POST', '/api/me/sessions/ending', { here: true });
      await logout();
    });
  return (
    <Panel title="Where you are signed in">
      {problem && <Alert severity="error">{problem}</Alert>}
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0, mb: 1 }}>
        {sessions.map((session) => (
          <Box
            component="li"
            key={session.id}
            sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 0.75, flexWrap: 'wrap' }}
          >
            <Box sx={{ flex: '1 1 220px' }}>
              <Typography sx={{ fontWeight: 650 }}>{deviceInWords(session.userAgent)}</Typography>
              <Typography variant="body2" color="textSecondary">
                {session.ip ?? 'address unknown'} · since <Moment at={session.startedAt} /> · used{' '}
                <Moment at={session.usedAt} />
              </Typography>
            </Box>
            {session.here ? (
              <Chip size="small" label="Here" />
            ) : (
              <Button
                size="small"
                aria-label={`Sign out ${deviceInWords(session.userAgent)}`}
                onClick={() => void end(`${encodeURIComponent(session.id)}/ending`)}
              >
                Sign out
              </Button>
            )}
          </Box>
        ))}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button
          variant="outlined"
          disabled={sessions.length < 2}
          loading={busy}
          onClick={() => void end('ending')}
        >
          Sign out everywhere else
        </Button>
        <Button color="error" loading={busy} onClick={() => void everywhere()}>
          Sign out everywhere
        </Button>
      </Box>
    </Panel>
  );
}
