import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import { useGetList } from 'react-admin';
import type { ChannelView, MessageView } from '#contract';
import { useLeadPart } from '../leads/use-lead-part';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { Composer } from './Composer';
import { MessageBubble } from './MessageBubble';
import { momentOf, needsSomebody } from './message-words';

const NEWEST = 100;

interface ThreadViewProps {
  leadId: string;
  language: string;
  /** The page around it has one button for all that waits. */
  settledAbove?: boolean;
}

/** Everything written with a lead, oldest first, and the place to write the next. */
export function ThreadView({ leadId, language, settledAbove = false }: ThreadViewProps) {
  const mayWrite = useMe().may('message.send');
  const { data, error, isPending, refetch, total } = useGetList<MessageView>(
    'messages',
    {
      filter: { leadId },
      pagination: { page: 1, perPage: NEWEST },
      sort: { field: 'createdAt', order: 'DESC' },
    },
    { retry: 1 },
  );
  const channels = useLeadPart<ChannelView[]>(leadId, 'channels', mayWrite);
  const end = useRef<HTMLOListElement>(null);
  const count = data?.length;
  useEffect(() => {
    if (count !== undefined && end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [count]);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton variant="rounded" height={160} />;
  const messages = data.toSorted((a, b) => momentOf(a).localeCompare(momentOf(b)));
  const again = async () => {
    await Promise.all([refetch(), channels.refetch()]);
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {messages.length === 0 ? (
        <Typography color="textSecondary" variant="body2">
          Nothing has been written yet.
        </Typography>
      ) : (
        <Box
          component="ol"
          ref={end}
          // Scrolls by keyboard, too.
          tabIndex={0}
          aria-label="Messages, oldest first"
          sx={{
            listStyle: 'none',
            m: 0,
            p: 0.5,
            display: 'grid',
            gap: 1.5,
            gridTemplateColumns: 'minmax(0, 1fr)',
            maxHeight: 440,
            overflowY: 'auto',
          }}
        >
          {total !== undefined && total > NEWEST && (
            <Typography component="li" variant="body2" color="textSecondary">
              The latest {NEWEST} of {total}.
            </Typography>
          )}
          {messages.map((message) => (
            <MessageBubble
              key={message.id}
              message={message}
              settledAbove={settledAbove}
              onDone={again}
            />
          ))}
        </Box>
      )}
      {mayWrite && channels.error && (
        <Failure error={channels.error} onRetry={() => void channels.refetch()} />
      )}
      {mayWrite && channels.isPending && <Skeleton variant="rounded" height={120} />}
      {channels.data && (
        <Composer
          key={leadId}
          leadId={leadId}
          channels={channels.data}
          language={language}
          answers={messages.findLast((each) => each.direction === 'in' && needsSomebody(each))}
          onSent={again}
        />
      )}
    </Box>
  );
}
