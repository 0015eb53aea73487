import CallEndIcon from '@mui/icons-material/CallEnd';
import CallMergeIcon from '@mui/icons-material/CallMerge';
import DialpadIcon from '@mui/icons-material/Dialpad';
import ExitToAppIcon from '@mui/icons-material/ExitToApp';
import MicIcon from '@mui/icons-material/Mic';
import MicOffIcon from '@mui/icons-material/MicOff';
import PauseIcon from '@mui/icons-material/Pause';
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1';
import PhoneInTalkIcon from '@mui/icons-material/PhoneInTalk';
import PlayArrowIcon from '@mui/icons-material/PlayArrow';
import Box from '@mui/material/Box';
import Button, { type ButtonProps } from '@mui/material/Button';
import { Link } from 'react-router-dom';
import type { ConferenceView } from '#contract';
import { stepsOf } from './conference-words';
import type { CurrentCall } from './phone-state';
import { answer, toggleMute } from './phone-store';

interface CallButtonsProps {
  call: CurrentCall;
  here: boolean;
  conference: ConferenceView | null;
  /** It cannot be put on hold, nor anybody added; why is said above. */
  shut: boolean;
  busy: boolean;
  leadId: string | null;
  keysShown: boolean;
  on: Record<'hold' | 'end' | 'add' | 'join' | 'leave' | 'keys', () => void>;
}

/** What can be done now, the next step first. */
export function CallButtons({
  call,
  here,
  conference,
  shut,
  busy,
  leadId,
  keysShown,
  on,
}: CallButtonsProps) {
  const steps = conference && !conference.over ? stepsOf(conference) : null;
  const open = call.phase === 'open';
  const ordinary = open && !shut && (!conference || conference.over);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
      {call.phase === 'ringing' && (
        <Do
          keyName="A"
          variant="contained"
          color="success"
          icon={<PhoneInTalkIcon />}
          onClick={answer}
        >
          {call.asked ? 'Join' : 'Answer'}
        </Do>
      )}
      {steps?.joinAll && (
        <Do
          keyName="J"
          variant="contained"
          icon={<CallMergeIcon />}
          disabled={busy}
          onClick={on.join}
        >
          Join all
        </Do>
      )}
      {steps?.leave && (
        <Do
          keyName="L"
          variant="contained"
          icon={<ExitToAppIcon />}
          disabled={busy}
          onClick={on.leave}
        >
          Leave them to it
        </Do>
      )}
      {(ordinary || steps?.hold) && call.callSid && (
        <Do keyName="H" icon={<PauseIcon />} loading={busy} onClick={on.hold}>
          Hold
        </Do>
      )}
      {steps?.takeBack && (
        <Do
          keyName="H"
          variant="contained"
          icon={<PlayArrowIcon />}
          loading={busy}
          onClick={on.hold}
        >
          Take back
        </Do>
      )}
      {(ordinary || steps?.add) && call.callSid && (
        <Do keyName="T" icon={<PersonAddIcon />} disabled={busy} onClick={on.add}>
          Add someone
        </Do>
      )}
      {open && here && (
        <>
          <Do
            keyName="M"
            icon={call.muted ? <MicOffIcon /> : <MicIcon />}
            aria-pressed={call.muted}
            onClick={toggleMute}
          >
            {call.muted ? 'Unmute' : 'Mute'}
          </Do>
          <Do keyName="K" icon={<DialpadIcon />} aria-expanded={keysShown} onClick={on.keys}>
            Keys
          </Do>
        </>
      )}
      {(here || steps) && (
        <Do
          keyName="E"
          variant={call.phase === 'ringing' ? 'outlined' : 'contained'}
          color="error"
          icon={<CallEndIcon />}
          onClick={on.end}
        >
          {call.phase === 'ringing' ? 'Not me' : 'Hang up'}
        </Do>
      )}
      {leadId && (
        <Button component={Link} to={`/leads/${leadId}/show`} sx={{ ml: 'auto' }}>
          Open the lead
        </Button>
      )}
    </Box>
  );
}

interface DoProps extends Omit<ButtonProps, 'startIcon'> {
  keyName: string;
  icon: ButtonProps['startIcon'];
}

function Do({ keyName, icon, variant = 'outlined', ...rest }: DoProps) {
  return (
    <Button variant={variant} startIcon={icon} aria-keyshortcuts={`Shift+${keyName}`} {...rest} />
  );
}
