import GppGoodIcon from '@mui/icons-material/GppGoodOutlined';
import GppMaybeIcon from '@mui/icons-material/GppMaybeOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { MessageView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { messageActions } from './messages-api';

interface SenderDoubtProps {
  message: MessageView;
  onDone: () => Promise<void>;
}

/** Anybody can write an address into an e-mail: what that means here, and the word of a colleague who has asked. */
export function SenderDoubt({ message, onDone }: SenderDoubtProps) {
  const mayWrite = useMe().may('message.send');
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const { personId, personName, address, senderConfirmedAt, senderConfirmedBy } = message;
  const who = personName ?? 'whom we have on record';
  const confirmed = senderConfirmedAt !== null;
  const act = async (send: (message: MessageView) => Promise<unknown>) => {
    setBusy(true);
    try {
      await send(message);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await onDone();
    setBusy(false);
  };
  return (
    <Box
      sx={{
        mt: 0.5,
        maxWidth: { xs: '92%', sm: '80%' },
        p: 1.25,
        border: 1,
        borderColor: confirmed ? 'divider' : 'warning.main',
        borderRadius: 2,
        display: 'grid',
        gap: 0.75,
        gridTemplateColumns: '20px minmax(0, 1fr)',
        alignItems: 'start',
      }}
    >
      {confirmed ? (
        <GppGoodIcon sx={{ fontSize: 20, color: 'success.main' }} aria-hidden />
      ) : (
        <GppMaybeIcon sx={{ fontSize: 20, color: 'warning.main' }} aria-hidden />
      )}
      {confirmed ? (
        <Typography variant="body2">
          Confirmed by <NameOf resource="users" id={senderConfirmedBy} none="a colleague" />,{' '}
          <Moment at={senderConfirmedAt} />: this is from {who}. It may be answered by e-mail,
          unless they have stopped e-mails since.
        </Typography>
      ) : (
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          <strong>Sender not verified.</strong> Nobody vouches that this came from{' '}
          {address ?? 'this address'}. It permits nothing: no e-mail goes back on its word. What it
          says is to be checked another way, a call for example. A stop in it counts all the same.
        </Typography>
      )}
      {mayWrite && personId !== null && (
        <Box sx={{ gridColumn: 2 }}>
          <Button
            size="small"
            variant={confirmed ? 'text' : 'outlined'}
            disabled={busy}
            onClick={() =>
              void act(confirmed ? messageActions.doubtSender : messageActions.confirmSender)
            }
          >
            {confirmed
              ? 'Take that back'
              : personName
                ? `This is really from ${personName}`
                : 'They really wrote this'}
          </Button>
        </Box>
      )}
    </Box>
  );
}
