import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { EnrolmentView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { enrolmentActions } from './cadence-api';

interface FollowUpSwitchesProps {
  enrolment: EnrolmentView;
  onPause: () => void;
  onEnd: () => void;
}

/** The switches of a plan that is not over: pausing and ending ask why, resuming is done at once. */
export function FollowUpSwitches({ enrolment, onPause, onEnd }: FollowUpSwitchesProps) {
  const done = useLeadDone(enrolment.leadId);
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const resume = async () => {
    setBusy(true);
    try {
      await enrolmentActions.resume(enrolment.leadId, enrolment.version);
      await done('The plan goes on.');
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
      await done('Here is how it stands now.');
    }
    setBusy(false);
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
      {enrolment.state === 'paused' ? (
        <Button size="small" variant="contained" loading={busy} onClick={() => void resume()}>
          Go on now
        </Button>
      ) : (
        <Button size="small" variant="outlined" onClick={onPause}>
          Pause
        </Button>
      )}
      <Button size="small" variant="outlined" onClick={onEnd}>
        End
      </Button>
    </Box>
  );
}
