import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { MessageChannel } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ChoiceField } from '../forms/ChoiceField';
import { useDocumentTitle } from '../layout/use-document-title';
import { Emptiness, Failure } from '../listing/states';
import { messageActions } from '../messages/messages-api';
import type { Thread } from '../messages/threads';
import { OpenThread } from './OpenThread';
import { ThreadList } from './ThreadList';
import { type InboxView, useInbox } from './use-inbox';
import { useInboxKeys } from './use-inbox-keys';

/** Everything people wrote to us, shared by all: what needs an answer comes first. */
export default function InboxPage() {
  useDocumentTitle('Inbox');
  const [view, setView] = useState<InboxView>('answer');
  const [channel, setChannel] = useState<MessageChannel | ''>('');
  const [openKey, setOpenKey] = useState<string | null>(null);
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  const { threads, error, isPending, refetch, more } = useInbox(view, channel);
  const shown = threads.find(({ key }) => key === openKey) ?? (isPhone ? undefined : threads[0]);
  const handle = useHandling(refetch);
  useInboxKeys({ threads, shown, open: setOpenKey, handle });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: 2 }}>
        <Box sx={{ flex: '1 1 220px' }}>
          <Typography variant="h1">Inbox</Typography>
          <Typography color="textSecondary" variant="body2">
            Texts and e-mails, shared by everybody. Who has waited longest comes first.
          </Typography>
        </Box>
        <Box sx={{ width: 160 }}>
          <ChoiceField
            label="Way"
            none="Texts and e-mails"
            choices={[
              { code: 'sms', label: 'Texts' },
              { code: 'email', label: 'E-mails' },
            ]}
            value={channel}
            onChange={({ target }) => setChannel(target.value as MessageChannel | '')}
          />
        </Box>
      </Box>
      <Tabs
        value={view}
        onChange={(_event, next: InboxView) => {
          setView(next);
          setOpenKey(null);
        }}
        aria-label="Which messages"
      >
        <Tab value="answer" label="Needs an answer" />
        <Tab value="unsent" label="Not delivered" />
        <Tab value="all" label="All" />
      </Tabs>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton variant="rounded" height={320} />
      ) : threads.length === 0 ? (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness {...EMPTY[view]} />
        </Paper>
      ) : (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: {
              xs: 'minmax(0, 1fr)',
              md: 'minmax(260px, 360px) minmax(0, 1fr)',
            },
          }}
        >
          {(!isPhone || shown === undefined) && (
            <ThreadList threads={threads} shown={shown} onOpen={setOpenKey} more={more} />
          )}
          {shown && (
            <OpenThread
              key={shown.key}
              thread={shown}
              onBack={isPhone ? () => setOpenKey(null) : undefined}
              onHandle={() => handle(shown)}
            />
          )}
        </Box>
      )}
    </Box>
  );
}

const EMPTY: Record<InboxView, { title: string; sentence: string }> = {
  answer: {
    title: 'Nobody waits for an answer',
    sentence: 'Texts and e-mails appear here by themselves when they come in.',
  },
  unsent: {
    title: 'Everything arrived',
    sentence: 'Messages that could not be delivered, or may not have been, appear here.',
  },
  all: {
    title: 'Nothing has been written yet',
    sentence: 'Write to somebody from their lead, or wait for the first message.',
  },
};

/** Marks everything that waits in a thread as dealt with. */
function useHandling(refetch: () => Promise<unknown>) {
  const notify = useNotify();
  return async (thread: Thread) => {
    try {
      for (const message of thread.waiting) await messageActions.handle(message);
      notify('Dealt with.', { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await refetch();
  };
}
