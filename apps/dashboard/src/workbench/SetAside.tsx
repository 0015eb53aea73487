import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { LeadDetail } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { openAction } from '../leads/actions/open-action';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { inFull, toLocalInput } from '../words/time';
import { queueActions } from './queue-api';
import { usualTimes } from './usual-times';

interface ActionProps {
  lead: LeadDetail;
  onLetGo?: () => void;
}

/** Sets the lead aside until a time; a new word from the person brings it back at once. */
export function SetAside({ lead, onLetGo }: ActionProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ until: '', reason: '' });
  return (
    <ActionDialog
      title="Set aside"
      submitLabel="Set aside"
      version={lead.version}
      disabled={form.values.until === '' || form.values.reason.trim() === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        const until = new Date(form.values.until).toISOString();
        await queueActions.snooze(lead.id, { version, until, reason: form.values.reason });
        await done(`Set aside until ${inFull(until)}.`);
        onLetGo?.();
      }}
    >
      <Stack
        direction="row"
        role="group"
        aria-label="Usual times"
        sx={{ flexWrap: 'wrap', gap: 1 }}
      >
        {usualTimes(new Date()).map(({ label, at }) => {
          const value = toLocalInput(at);
          const chosen = form.values.until === value;
          return (
            <Chip
              key={label}
              component="button"
              type="button"
              clickable
              label={label}
              aria-pressed={chosen}
              color={chosen ? 'primary' : 'default'}
              variant={chosen ? 'filled' : 'outlined'}
              onClick={() => form.set({ until: value })}
              sx={{ height: 36 }}
            />
          );
        })}
      </Stack>
      <TextField
        label="Until"
        type="datetime-local"
        required
        {...form.text('until')}
        helperText={form.errors.until ?? 'A new word from the person brings it back at once.'}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <TextField label="Why" required multiline minRows={2} {...form.text('reason')} />
    </ActionDialog>
  );
}
