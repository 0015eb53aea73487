import TextField from '@mui/material/TextField';
import type { LeadDetail } from '#contract';
import { leadActions } from '../../api/actions';
import { ActionDialog } from '../../forms/ActionDialog';
import { useFields } from '../../forms/use-fields';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

export function WriteNote({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const form = useFields({ text: '' });
  return (
    <ActionDialog
      title="Write a note"
      submitLabel="Save the note"
      version={lead.version}
      disabled={form.values.text.trim() === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async () => {
        await leadActions.writeNote(lead.id, form.values.text);
        await done('Note saved.');
      }}
    >
      <TextField label="Note" multiline minRows={5} autoFocus {...form.text('text')} />
    </ActionDialog>
  );
}
