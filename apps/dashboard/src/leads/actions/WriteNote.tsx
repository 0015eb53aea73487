import type { LeadDetail } from '#contract';
import { leadActions } from '../../api/actions';
import { ActionDialog } from '../../forms/ActionDialog';
import { useColleagues } from '../../forms/use-choices';
import { useFields } from '../../forms/use-fields';
import { withIds } from '../../mentions/mention-text';
import { MentionField } from '../../mentions/MentionField';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

export function WriteNote({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const colleagues = useColleagues();
  const form = useFields({ text: '' });
  const { text } = form.values;
  return (
    <ActionDialog
      title="Write a note"
      submitLabel="Save the note"
      version={lead.version}
      disabled={text.trim() === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async () => {
        await leadActions.writeNote(lead.id, withIds(text, colleagues));
        await done('Note saved.');
      }}
    >
      <MentionField
        label="Note"
        value={text}
        colleagues={colleagues}
        error={form.errors.text !== undefined}
        helperText={form.errors.text}
        onChange={(typed) => form.set({ text: typed })}
      />
    </ActionDialog>
  );
}
