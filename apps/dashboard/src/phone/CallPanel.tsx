import PauseCircleIcon from '@mui/icons-material/PauseCircleOutlined';
import PhoneInTalkIcon from '@mui/icons-material/PhoneInTalk';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ConferenceView } from '#contract';
import { UrgencyMark } from '../leads/UrgencyMark';
import { phoneInWords } from '../words/phone';
import { talkTime } from '../words/time';
import { useNow } from '../words/use-now';
import { CallButtons } from './CallButtons';
import { endCall, leaveCall, openConference, setHold } from './conference-api';
import { stepsOf, whatGoesOn } from './conference-words';
import { Parties } from './Parties';
import type { CurrentCall } from './phone-state';
import { answer, hangUp, hush, toggleMute } from './phone-store';
import { useCallKeys } from './use-call-keys';
import { useCallWho } from './use-call-who';
import type { useCurrentCall } from './use-current-call';

const AddSomeone = lazy(() => import('./AddSomeone'));
const Keypad = lazy(() => import('./Keypad'));

interface CallPanelProps {
  call: CurrentCall;
  /** One speaks in this browser; else on another phone. */
  here: boolean;
  conference: ConferenceView | null;
  desk: ReturnType<typeof useCurrentCall>;
  adding: boolean;
  onAdding: (adding: boolean) => void;
}

/** One call: who is on the line, who hears whom, and what can be done. */
export function CallPanel({
  call,
  here,
  conference,
  desk,
  adding,
  onAdding: setAdding,
}: CallPanelProps) {
  const who = useCallWho(call);
  const [keys, setKeys] = useState(false);
  const [asksHow, setAsksHow] = useState(false);
  const name = who.named ? who.name : 'the caller';
  const steps = conference ? stepsOf(conference) : null;
  const shut = call.phase === 'open' && conference === null ? (desk.call?.shut ?? null) : null;
  const open = call.phase === 'open';
  const held = conference?.caller.state === 'on_hold';
  const { act } = desk;
  const hold = () => {
    if (!open || call.callSid === null) return;
    const sid = call.callSid;
    if (steps?.takeBack || steps?.joinAll) {
      if (conference) void act(() => setHold(conference.id, false));
    } else if (!conference || conference.over) {
      if (shut === null) void act(() => openConference(sid));
    } else if (steps?.hold) void act(() => setHold(conference.id, true));
  };
  const end = () => {
    // Whoever is on hold would be rung on: whether that is meant has to be said.
    if (conference?.mine && !conference.over && (held || !here)) setAsksHow(true);
    else hangUp();
  };
  const add = async () => {
    if (!open || call.callSid === null || shut !== null) return;
    const sid = call.callSid;
    const ready = (conference && !conference.over) || (await act(() => openConference(sid)));
    if (ready) setAdding(true);
  };
  const join = () => {
    if (conference && steps?.joinAll) void act(() => setHold(conference.id, false));
  };
  const leave = () => {
    if (conference && steps?.leave) void act(() => leaveCall(conference.id));
  };
  useCallKeys({
    A: answer,
    E: end,
    M: toggleMute,
    H: hold,
    T: () => void add(),
    J: join,
    L: leave,
    K: () => open && here && setKeys((shown) => !shown),
  });
  useHush(here, conference);
  const sentence = conference && whatGoesOn(conference, name);
  return (
    <>
      <Box role={call.phase === 'ringing' ? 'alert' : 'status'}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
          {held ? (
            <PauseCircleIcon color="warning" aria-hidden />
          ) : (
            <PhoneInTalkIcon color="success" aria-hidden />
          )}
          <Typography sx={{ fontWeight: 650, flex: 1, minWidth: 0 }} noWrap>
            {who.name}
          </Typography>
          {who.urgency && <UrgencyMark urgency={who.urgency} short />}
        </Box>
        <Typography variant="body2" color="textSecondary">
          {!call.asked && call.number && <>{phoneInWords(call.number)} · </>}
          <Phase call={call} here={here} />
          {conference && <Held conference={conference} />}
        </Typography>
        {sentence && (
          <Typography variant="body2" sx={{ mt: 0.5, fontWeight: 500 }}>
            {sentence}
          </Typography>
        )}
        {shut && (
          <Typography variant="body2" sx={{ mt: 0.5 }}>
            {shut}
          </Typography>
        )}
      </Box>
      {conference && conference.parties.length > 0 && !conference.over && (
        <Parties conference={conference} act={act} busy={desk.busy} />
      )}
      {desk.problem && (
        <Alert severity="warning" sx={{ mt: 1 }} onClose={desk.forgetProblem}>
          {desk.problem}
        </Alert>
      )}
      {asksHow && conference ? (
        <HowToEnd
          name={name}
          onEnd={() => {
            setAsksHow(false);
            void act(() => endCall(conference.id));
          }}
          onBack={() => setAsksHow(false)}
        />
      ) : (
        <CallButtons
          call={call}
          here={here}
          conference={conference}
          shut={shut !== null}
          busy={desk.busy}
          leadId={who.leadId}
          keysShown={keys}
          on={{ hold, end, add: () => void add(), join, leave, keys: () => setKeys(!keys) }}
        />
      )}
      <Suspense fallback={null}>
        {keys && here && open && <Keypad />}
        {adding && conference && !conference.over && (
          <AddSomeone
            conference={conference}
            name={name}
            act={act}
            onClose={() => setAdding(false)}
          />
        )}
      </Suspense>
    </>
  );
}

/** While somebody is being put on hold they still hear; nothing said then is for them. */
function useHush(here: boolean, conference: ConferenceView | null): void {
  const state = conference && !conference.over ? conference.caller.state : null;
  const quiet = here && (state === 'joining' || state === 'going_on_hold');
  useEffect(() => {
    if (!quiet) return undefined;
    hush(true);
    return () => hush(false);
  }, [quiet]);
}

function Phase({ call, here }: { call: CurrentCall; here: boolean }) {
  const now = useNow();
  if (call.phase === 'ringing') {
    return call.asked ? 'A colleague asks you to join their call' : 'is calling';
  }
  if (call.phase === 'dialling' || call.openSince === null) return here ? 'ringing …' : 'speaking';
  const time = talkTime(Math.max(0, Math.floor((now - call.openSince) / 1000)));
  return (
    <>
      {time}
      {!here && ' on your phone'}
    </>
  );
}

function Held({ conference: { caller } }: { conference: ConferenceView }) {
  const now = useNow();
  if (caller.heldSince === null) return null;
  const seconds = Math.max(0, Math.floor((now - Date.parse(caller.heldSince)) / 1000));
  return (
    <Box component="span" sx={{ color: 'warning.main', fontWeight: 650 }}>
      {' '}
      · on hold {talkTime(seconds)}
    </Box>
  );
}

interface HowToEndProps {
  name: string;
  onEnd: () => void;
  onBack: () => void;
}

function HowToEnd({ name, onEnd, onBack }: HowToEndProps) {
  return (
    <Alert
      severity="warning"
      sx={{ mt: 1.5 }}
      action={
        <Box sx={{ display: 'flex', flexDirection: 'column', gap: 0.5 }}>
          <Button size="small" color="error" variant="contained" onClick={onEnd} autoFocus>
            End for all
          </Button>
          <Button size="small" color="inherit" onClick={onBack}>
            Not yet
          </Button>
        </Box>
      }
    >
      End the call for everybody? If only your line ends, {name} is rung on to the next of us.
    </Alert>
  );
}
