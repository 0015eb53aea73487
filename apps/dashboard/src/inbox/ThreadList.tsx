import EmailOutlinedIcon from '@mui/icons-material/EmailOutlined';
import SmsOutlinedIcon from '@mui/icons-material/SmsOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { momentOf, stateInWords } from '../messages/message-words';
import type { Thread } from '../messages/threads';
import { Moment } from '../words/Moment';
import { phoneInWords } from '../words/phone';

interface ThreadListProps {
  threads: readonly Thread[];
  shown: Thread | undefined;
  onOpen: (key: string) => void;
  /** There are more messages than were fetched. */
  more: boolean;
}

/** One row for each person one writes with. */
export function ThreadList({ threads, shown, onOpen, more }: ThreadListProps) {
  return (
    <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2, overflow: 'hidden' }}>
      <Box component="ul" aria-label="Threads" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {threads.map((thread) => (
          <Box
            component="li"
            key={thread.key}
            sx={{ borderBottom: 1, borderColor: 'divider', '&:last-of-type': { borderBottom: 0 } }}
          >
            <Row
              thread={thread}
              here={thread.key === shown?.key}
              onOpen={() => onOpen(thread.key)}
            />
          </Box>
        ))}
      </Box>
      {more && (
        <Typography variant="body2" color="textSecondary" sx={{ p: 2 }}>
          There is more than fits here. Deal with these first, or narrow it.
        </Typography>
      )}
    </Paper>
  );
}

function Row({ thread, here, onOpen }: { thread: Thread; here: boolean; onOpen: () => void }) {
  const message = thread.waiting[0] ?? thread.latest;
  const Icon = message.channel === 'sms' ? SmsOutlinedIcon : EmailOutlinedIcon;
  const who = thread.name ?? (message.address && phoneInWords(message.address));
  return (
    <ButtonBase
      aria-current={here ? 'true' : undefined}
      onClick={onOpen}
      sx={{
        display: 'grid',
        gridTemplateColumns: '20px minmax(0, 1fr) auto',
        columnGap: 1.5,
        width: '100%',
        textAlign: 'left',
        alignItems: 'center',
        px: 2,
        py: 1.25,
        bgcolor: here ? 'action.selected' : undefined,
        '&:hover': { bgcolor: here ? 'action.selected' : 'action.hover' },
      }}
    >
      <Icon
        sx={{ fontSize: 18, color: 'text.secondary' }}
        titleAccess={message.channel === 'sms' ? 'Text' : 'E-mail'}
      />
      <Typography noWrap sx={{ fontWeight: thread.waiting.length > 0 ? 700 : 500 }}>
        {who ?? 'Name not given yet'}
        {thread.waiting.length > 1 && ` · ${thread.waiting.length}`}
      </Typography>
      <Typography variant="body2" color="textSecondary" component="span">
        <Moment at={momentOf(message)} />
      </Typography>
      <Typography
        variant="body2"
        color={message.direction === 'out' && thread.waiting.length > 0 ? 'error' : 'textSecondary'}
        noWrap
        sx={{ gridColumn: '2 / 4' }}
      >
        {message.direction === 'out' && `${stateInWords(message)}: `}
        {message.subject ? `${message.subject} · ` : ''}
        {message.body}
      </Typography>
    </ButtonBase>
  );
}
