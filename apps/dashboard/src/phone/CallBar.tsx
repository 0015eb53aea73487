import CallEndIcon from '@mui/icons-material/CallEnd';
import MicIcon from '@mui/icons-material/Mic';
import MicOffIcon from '@mui/icons-material/MicOff';
import PhoneInTalkIcon from '@mui/icons-material/PhoneInTalk';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { UrgencyMark } from '../leads/UrgencyMark';
import { phoneInWords } from '../words/phone';
import { talkTime } from '../words/time';
import { useNow } from '../words/use-now';
import { CallEnded } from './CallEnded';
import type { CurrentCall } from './phone-state';
import { answer, hangUp, toggleMute, usePhoneState } from './phone-store';
import { useCallKeys } from './use-call-keys';
import { useCallWho } from './use-call-who';

/** The call in this browser, over every page: who it is, and what can be done. */
export default function CallBar() {
  const { call, waiting, ended } = usePhoneState();
  useCallKeys(call);
  if (!call && !ended) return null;
  return (
    <Paper
      component="section"
      aria-label="Call"
      elevation={6}
      sx={{
        position: 'fixed',
        insetInline: { xs: 8, md: 'auto' },
        right: { md: 24 },
        bottom: { xs: 'calc(64px + env(safe-area-inset-bottom))', md: 24 },
        zIndex: 'snackbar',
        width: { md: 420 },
        p: 2,
        border: 1,
        borderColor: call?.phase === 'ringing' ? 'success.main' : 'divider',
        borderRadius: 2,
      }}
    >
      {call ? <OneCall key={call.legId} call={call} /> : ended && <CallEnded call={ended} />}
      {waiting.length > 0 && (
        <Typography variant="body2" role="status" sx={{ mt: 1 }}>
          {waiting.length === 1 ? 'Another call is' : `${waiting.length} other calls are`} ringing.
        </Typography>
      )}
    </Paper>
  );
}

function OneCall({ call }: { call: CurrentCall }) {
  const who = useCallWho(call);
  return (
    <>
      <Box role={call.phase === 'ringing' ? 'alert' : 'status'}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
          <PhoneInTalkIcon color="success" aria-hidden />
          <Typography sx={{ fontWeight: 650, flex: 1, minWidth: 0 }} noWrap>
            {who.name}
          </Typography>
          {who.urgency && <UrgencyMark urgency={who.urgency} short />}
        </Box>
        <Typography variant="body2" color="textSecondary">
          {phoneInWords(call.number)} · <Phase call={call} />
        </Typography>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
        {call.phase === 'ringing' && (
          <Button
            variant="contained"
            color="success"
            startIcon={<PhoneInTalkIcon />}
            onClick={answer}
            aria-keyshortcuts="Shift+A"
          >
            Answer
          </Button>
        )}
        {call.phase === 'open' && (
          <Button
            variant="outlined"
            startIcon={call.muted ? <MicOffIcon /> : <MicIcon />}
            aria-pressed={call.muted}
            onClick={toggleMute}
            aria-keyshortcuts="Shift+M"
          >
            {call.muted ? 'Unmute' : 'Mute'}
          </Button>
        )}
        <Button
          variant={call.phase === 'ringing' ? 'outlined' : 'contained'}
          color="error"
          startIcon={<CallEndIcon />}
          onClick={hangUp}
          aria-keyshortcuts="Shift+E"
        >
          {call.phase === 'ringing' ? 'Not me' : 'Hang up'}
        </Button>
        <Box sx={{ flex: 1 }} />
        {who.leadId && (
          <Button component={Link} to={`/leads/${who.leadId}/show`}>
            Open the lead
          </Button>
        )}
      </Box>
    </>
  );
}

function Phase({ call }: { call: CurrentCall }) {
  const now = useNow();
  if (call.phase === 'ringing') return 'is calling';
  if (call.phase === 'dialling' || call.openSince === null) return 'ringing …';
  return <>{talkTime(Math.max(0, Math.floor((now - call.openSince) / 1000)))}</>;
}
