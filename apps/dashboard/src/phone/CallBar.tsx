import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { CallEnded } from './CallEnded';
import { CallPanel } from './CallPanel';
import { MissedCall } from './MissedCall';
import { usePhoneState } from './phone-store';
import { useCurrentCall } from './use-current-call';
import { useOtherPhone } from './use-other-phone';

/** The call one is in, over every page: who it is, and what can be done. */
export default function CallBar() {
  const { call, waiting, ended, missed } = usePhoneState();
  const desk = useCurrentCall();
  const [adding, setAdding] = useState(false);
  const elsewhere = useOtherPhone(desk.call);
  const shown = call ?? elsewhere;
  if (shown) {
    const conference = desk.call?.callSid === shown.callSid ? desk.conference : null;
    return (
      <Frame rings={shown.phase === 'ringing'} behind={adding}>
        <CallPanel
          key={shown.legId}
          call={shown}
          here={call !== null}
          conference={conference}
          desk={desk}
          adding={adding}
          onAdding={setAdding}
        />
        {waiting.length > 0 && (
          <Typography variant="body2" role="status" sx={{ mt: 1 }}>
            {waiting.length === 1 ? 'Another call is' : `${waiting.length} other calls are`}{' '}
            ringing.
          </Typography>
        )}
      </Frame>
    );
  }
  if (ended) {
    const proposal = desk.proposed?.callSid === ended.callSid ? desk.proposed.proposal : null;
    return (
      <Frame>
        <CallEnded key={ended.legId} call={ended} proposal={proposal} />
      </Frame>
    );
  }
  return missed && <MissedCall key={missed.legId} call={missed} frame={Frame} />;
}

interface FrameProps {
  rings?: boolean;
  /** A dialog of its own stands before it. */
  behind?: boolean;
  children: ReactNode;
}

/** Where it stands: below right, over the bar of the phone; on a small screen it never hides the whole page. */
function Frame({ rings = false, behind = false, children }: FrameProps) {
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
        zIndex: behind ? 'appBar' : 'snackbar',
        width: { md: 440 },
        maxHeight: { xs: '70dvh', md: '85dvh' },
        overflowY: 'auto',
        p: 2,
        border: 1,
        borderColor: rings ? 'success.main' : 'divider',
        borderRadius: 2,
      }}
    >
      {children}
    </Paper>
  );
}
