import TextField from '@mui/material/TextField';
import type { LeadDetail } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { openAction } from '../leads/actions/open-action';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { queueActions } from './queue-api';

interface ActionProps {
  lead: LeadDetail;
  onLetGo?: () => void;
}

/** Returns the lead to the queue, for whoever is free. */
export function GiveBack({ lead, onLetGo }: ActionProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ note: '' });
  return (
    <ActionDialog
      title="Return to the queue"
      submitLabel="Return"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        await queueActions.giveBack(lead.id, { version, note: form.values.note });
        await done('Back in the queue.');
        onLetGo?.();
      }}
    >
      <TextField
        label="A note for whoever is next"
        autoFocus
        multiline
        minRows={2}
        {...form.text('note')}
      />
    </ActionDialog>
  );
}
