import ArrowBackIcon from '@mui/icons-material/ArrowBack';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { type LeadDetail, STAGE_LABELS } from '#contract';
import { KeyHint } from '../layout/KeyHint';
import { UrgencyMark } from '../leads/UrgencyMark';
import { Failure } from '../listing/states';
import type { Thread } from '../messages/threads';
import { ThreadView } from '../messages/ThreadView';
import { useMe } from '../session/me';
import { NameOf } from '../words/NameOf';

interface OpenThreadProps {
  thread: Thread;
  onBack: (() => void) | undefined;
  onHandle: () => Promise<void>;
}

/** Everything written with one person, whose lead it is, and the place to answer. */
export function OpenThread({ thread, onBack, onHandle }: OpenThreadProps) {
  const mayWrite = useMe().may('message.send');
  const [busy, setBusy] = useState(false);
  const handle = async () => {
    setBusy(true);
    await onHandle();
    setBusy(false);
  };
  return (
    <Paper
      component="section"
      aria-label={`Messages with ${thread.name ?? 'somebody unknown'}`}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: { xs: 2, sm: 2.5 } }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        {onBack && (
          // On a line of its own: a name needs the width of a phone.
          <Box sx={{ flexBasis: '100%' }}>
            <Button startIcon={<ArrowBackIcon />} onClick={onBack} sx={{ ml: -1 }}>
              Inbox
            </Button>
          </Box>
        )}
        <Typography variant="h2" sx={{ flex: '1 1 160px', overflowWrap: 'anywhere' }}>
          {thread.name ?? 'Name not given yet'}
        </Typography>
        {mayWrite && thread.waiting.length > 0 && (
          <Button variant="outlined" loading={busy} onClick={() => void handle()}>
            Mark as dealt with
            <KeyHint keys="e" />
          </Button>
        )}
      </Box>
      {thread.leadId ? (
        <WithLead leadId={thread.leadId} />
      ) : (
        <Box sx={{ mt: 2 }}>
          <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {thread.latest.body}
          </Typography>
          <Typography color="textSecondary" variant="body2" sx={{ mt: 1 }}>
            This message belongs to no lead yet. It is being read in; look again in a moment.
          </Typography>
        </Box>
      )}
    </Paper>
  );
}

/** Keeps the whole record apart from the row a list left in the cache. */
const WHOLE = { whole: true };

function WithLead({ leadId }: { leadId: string }) {
  const {
    data: lead,
    error,
    refetch,
  } = useGetOne<LeadDetail>('leads', { id: leadId, meta: WHOLE }, { retry: 1 });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!lead) return <Skeleton variant="rounded" height={240} sx={{ mt: 2 }} />;
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: 0.5, mb: 2 }}>
        <UrgencyMark urgency={lead.urgency} short />
        <Typography variant="body2" color="textSecondary">
          <Link component={RouterLink} to={`/leads/${leadId}/show`}>
            Lead #{lead.number}
          </Link>{' '}
          · {STAGE_LABELS[lead.stage]} · owner:{' '}
          <NameOf resource="users" id={lead.ownerId} none="nobody yet" />
        </Typography>
      </Box>
      <ThreadView leadId={leadId} language={lead.language} settledAbove />
    </>
  );
}
