import Alert from '@mui/material/Alert';
import TextField from '@mui/material/TextField';
import type { LeadDetail } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { UsualTimes } from '../forms/UsualTimes';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { openAction } from '../leads/actions/open-action';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { inFull } from '../words/time';
import { queueActions } from './queue-api';

interface ActionProps {
  lead: LeadDetail;
  onLetGo?: () => void;
}

/** Sets the lead aside until a time; a new word from the person brings it back at once. */
export function SetAside({ lead, onLetGo }: ActionProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ until: '', reason: '' });
  const inDanger = lead.urgency === 'P0' && lead.firstContactAt === null;
  return (
    <ActionDialog
      title="Set aside"
      submitLabel="Set aside"
      version={lead.version}
      disabled={inDanger || form.values.until === '' || form.values.reason.trim() === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        const until = new Date(form.values.until).toISOString();
        await queueActions.snooze(lead.id, { version, until, reason: form.values.reason });
        await done(`Set aside until ${inFull(until)}.`);
        onLetGo?.();
      }}
    >
      {inDanger && (
        <Alert severity="error">
          Somebody in danger is not set aside before a human has spoken with them. Hand them over if
          you cannot go on.
        </Alert>
      )}
      <UsualTimes autoFocus value={form.values.until} onChange={(until) => form.set({ until })} />
      <WhenField
        label="Until"
        type="datetime-local"
        required
        {...form.text('until')}
        helperText={form.errors.until ?? 'A new word from the person brings it back at once.'}
      />
      <TextField label="Why" required multiline minRows={2} {...form.text('reason')} />
    </ActionDialog>
  );
}
