import AccessTimeIcon from '@mui/icons-material/AccessTime';
import CheckIcon from '@mui/icons-material/Check';
import DoneAllIcon from '@mui/icons-material/DoneAll';
import ErrorOutlineIcon from '@mui/icons-material/ErrorOutlineOutlined';
import HelpOutlineIcon from '@mui/icons-material/HelpOutlineOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { labelOf, LANGUAGES, type MessageState, type MessageView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { phoneInWords } from '../words/phone';
import { adviceOn, CHANNEL_WORDS, momentOf, needsSomebody, stateInWords } from './message-words';
import { MailExtras } from './MailExtras';
import { messageActions } from './messages-api';
import { SenderDoubt } from './SenderDoubt';

const STATE_ICONS: Partial<Record<MessageState, typeof CheckIcon>> = {
  queued: AccessTimeIcon,
  sending: AccessTimeIcon,
  sent: CheckIcon,
  delivered: DoneAllIcon,
  failed: ErrorOutlineIcon,
  unknown: HelpOutlineIcon,
};

interface MessageBubbleProps {
  message: MessageView;
  /** The page around it has one button for all that waits. */
  settledAbove: boolean;
  /** Called when something was done, so that the thread is fetched again. */
  onDone: () => Promise<void>;
}

/** One message: what it says, where it stands, and what one can do about it. */
export function MessageBubble({ message, settledAbove, onDone }: MessageBubbleProps) {
  const out = message.direction === 'out';
  const Icon = STATE_ICONS[message.state];
  const advice = adviceOn(message);
  const bad = message.state === 'failed' || message.state === 'unknown';
  return (
    <Box component="li" sx={{ display: 'grid', justifyItems: out ? 'end' : 'start', minWidth: 0 }}>
      <Box
        sx={{
          maxWidth: { xs: '92%', sm: '80%' },
          minWidth: 0,
          px: 1.5,
          py: 1,
          borderRadius: 2,
          border: 1,
          borderColor: bad ? 'error.main' : 'divider',
          borderStyle: message.state === 'draft' ? 'dashed' : 'solid',
          bgcolor: out ? 'action.selected' : 'background.paper',
        }}
      >
        {message.subject && (
          <Typography sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>
            {message.subject}
          </Typography>
        )}
        <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {message.body}
        </Typography>
        {message.body === '' && (
          <Typography color="textSecondary">Nothing is written in it.</Typography>
        )}
        <MailExtras message={message} />
        {message.media.length > 0 && (
          <Typography variant="body2" color="textSecondary">
            {message.media.length === 1
              ? 'A picture or file came with it; it stays with the provider.'
              : `${message.media.length} pictures or files came with it; they stay with the provider.`}
          </Typography>
        )}
      </Box>
      <Typography
        variant="body2"
        color="textSecondary"
        component="div"
        sx={{ mt: 0.25, display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 0.75 }}
      >
        <span>
          {CHANNEL_WORDS[message.channel]}
          {message.address && ` ${out ? 'to' : 'from'} ${phoneInWords(message.address)}`}
        </span>
        {out && message.createdBy !== null && (
          <span>
            by <NameOf resource="users" id={message.createdBy} />
          </span>
        )}
        {out && message.createdBy === null && <span>automatic</span>}
        {message.language !== 'en' && <span>{labelOf(LANGUAGES, message.language)}</span>}
        <Moment at={momentOf(message)} />
        {out && (
          <Box
            component="span"
            sx={{
              display: 'inline-flex',
              alignItems: 'center',
              gap: 0.5,
              fontWeight: bad ? 650 : 500,
              color: bad ? 'error.main' : 'text.secondary',
            }}
          >
            {Icon && <Icon sx={{ fontSize: 16 }} aria-hidden />}
            {stateInWords(message)}
          </Box>
        )}
        {message.automatic && <span>written by a program</span>}
        {message.handledAt !== null && !message.automatic && <span>dealt with</span>}
      </Typography>
      {advice && (
        <Typography
          variant="body2"
          color={bad ? 'error' : 'textSecondary'}
          sx={{ maxWidth: { xs: '92%', sm: '80%' }, textAlign: out ? 'right' : 'left' }}
        >
          {advice}
        </Typography>
      )}
      {message.senderProven === false && <SenderDoubt message={message} onDone={onDone} />}
      <Steps message={message} settledAbove={settledAbove} onDone={onDone} />
    </Box>
  );
}

type Step = readonly [string, (message: MessageView) => Promise<unknown>];

/** What can be done with a message as it stands. */
function stepsOf(message: MessageView, settledAbove: boolean): Step[] {
  const steps: Step[] = [];
  if (message.state === 'draft') steps.push(['Send', messageActions.dispatch]);
  if (message.state === 'draft' || message.state === 'queued') {
    steps.push([message.state === 'draft' ? 'Discard' : 'Do not send', messageActions.cancel]);
  }
  if (message.state === 'failed' && message.handledAt === null)
    steps.push(['Try again', messageActions.retry]);
  if (needsSomebody(message) && !settledAbove) {
    steps.push(['Mark as dealt with', messageActions.handle]);
  }
  return steps;
}

function Steps({ message, settledAbove, onDone }: MessageBubbleProps) {
  const mayWrite = useMe().may('message.send');
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const steps = stepsOf(message, settledAbove);
  if (!mayWrite || steps.length === 0) return null;
  const take = async (step: Step[1]) => {
    setBusy(true);
    try {
      await step(message);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await onDone();
    setBusy(false);
  };
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      {steps.map(([label, step]) => (
        <Button key={label} size="small" disabled={busy} onClick={() => void take(step)}>
          {label}
        </Button>
      ))}
    </Box>
  );
}
