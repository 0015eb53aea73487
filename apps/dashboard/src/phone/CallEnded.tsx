import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useId } from 'react';
import { useNotify } from 'react-admin';
import { CALL_DISPOSITIONS, type CallDisposition, type ChannelView } from '#contract';
import { contactActions, MayCallAgain } from '../contacts';
import { sendsByKey } from '../forms/sends-by-key';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { useLeadPart } from '../leads/use-lead-part';
import { wayTo } from './call-ways';
import { describeCall } from './phone-api';
import type { CurrentCall } from './phone-state';
import { forgetEnded } from './phone-store';
import { useCallWho } from './use-call-who';

interface CallEndedProps {
  call: CurrentCall;
  /** What it may have come to: it was handed to a facility, say. */
  proposal: string | null;
}

/** The call is over: only who had it knows whether they spoke with the person or a mailbox. */
export function CallEnded({ call, proposal }: CallEndedProps) {
  const who = useCallWho(call);
  const channels = useLeadPart<ChannelView[]>(who.leadId ?? '', 'channels', Boolean(who.leadId));
  const form = useFields({ disposition: '', note: '', mayCallAgain: false });
  const { busy, problem, run } = useSubmission(form.setErrors);
  const notify = useNotify();
  const refresh = useRefreshLead();
  const labelId = useId();
  const { note } = form.values;
  // The proposal may come after the question; what was chosen stays.
  const disposition = form.values.disposition || (proposal ?? '');
  const way = wayTo(channels.data ?? [], call.number);
  const asksToCallAgain = disposition === 'connected' && way !== undefined && Boolean(who.leadId);
  const save = async () => {
    const saved = await run(async () => {
      if (asksToCallAgain && form.values.mayCallAgain && who.leadId) {
        const at = { personId: way.personId, pointId: way.contactPointId };
        await contactActions.consent(who.leadId, at, { scope: 'call', decision: 'given' });
      }
      const { leadId } = await describeCall({
        callSid: call.callSid ?? '',
        disposition: disposition as CallDisposition,
        note,
      });
      if (leadId) await refresh(leadId);
    });
    if (!saved) return;
    notify('What came of the call is on the record.', { type: 'success' });
    forgetEnded();
  };
  return (
    <form
      noValidate
      onKeyDown={(event) => sendsByKey(event, busy || disposition === '')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Typography variant="h3" component="p" id={labelId}>
        What came of the call{who.named && ` with ${who.name}`}?
      </Typography>
      {problem && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {problem}
        </Alert>
      )}
      <Box
        role="group"
        aria-labelledby={labelId}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, my: 1.5 }}
      >
        {CALL_DISPOSITIONS.map(({ code, label }, index) => (
          <Chip
            key={code}
            component="button"
            type="button"
            clickable
            autoFocus={proposal === null ? index === 0 : proposal === code}
            aria-pressed={disposition === code}
            color={disposition === code ? 'primary' : 'default'}
            variant={disposition === code ? 'filled' : 'outlined'}
            label={label}
            onClick={() => form.set({ disposition: code })}
          />
        ))}
      </Box>
      {asksToCallAgain && (
        <MayCallAgain
          language={who.language}
          checked={form.values.mayCallAgain}
          onChange={(mayCallAgain) => form.set({ mayCallAgain })}
        />
      )}
      <TextField label="Note" fullWidth multiline maxRows={4} {...form.text('note')} />
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1, mt: 1.5 }}>
        <Button color="secondary" onClick={forgetEnded}>
          Not now
        </Button>
        <Button type="submit" variant="contained" loading={busy} disabled={disposition === ''}>
          Save
        </Button>
      </Box>
    </form>
  );
}
