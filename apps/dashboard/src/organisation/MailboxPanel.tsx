import Alert from '@mui/material/Alert';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { MailboxView } from '#contract';
import { read } from '../api/http-client';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { Moment } from '../words/Moment';

const EVERY_MS = 30_000;

/** Whether e-mail comes in, and what to do when it does not. */
export function MailboxPanel() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['mailbox'],
    queryFn: ({ signal }) => read<MailboxView>('/api/mailbox', signal),
    refetchInterval: EVERY_MS,
    retry: 1,
  });
  return (
    <Panel title="Incoming e-mail">
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={48} />}
      {data && <HowItGoes mailbox={data} />}
    </Panel>
  );
}

function HowItGoes({
  mailbox: { configured, mailbox, readAt, failure, failingSince },
}: {
  mailbox: MailboxView;
}) {
  if (!configured) {
    return (
      <Alert severity="info">
        No mailbox is set up: no e-mail comes in, and answers to ours are not seen here. Whoever
        runs the server sets IMAP_URL.
      </Alert>
    );
  }
  return (
    <>
      {failure !== null && failingSince !== null && (
        <Alert severity="error" sx={{ mb: 1.5 }}>
          {failure} It has failed since <Moment at={failingSince} />, and is tried again by itself.
          Nothing is lost: what arrives waits in the mailbox.
        </Alert>
      )}
      <Typography sx={{ overflowWrap: 'anywhere' }}>{mailbox}</Typography>
      <Typography variant="body2" color="textSecondary">
        {readAt === null ? (
          'Not read yet.'
        ) : (
          <>
            Read <Moment at={readAt} />. What arrives is in the inbox within seconds.
          </>
        )}
      </Typography>
    </>
  );
}
