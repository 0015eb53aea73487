import TextField from '@mui/material/TextField';
import type { LeadDetail } from '#contract';
import { leadActions } from '../../api/actions';
import { ActionDialog } from '../../forms/ActionDialog';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { useStaffChoices, useTeamChoices } from '../../forms/use-choices';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

/** Gives the lead to a colleague, to a team, or back to the queue. */
export function Assign({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const staff = useStaffChoices();
  const teams = useTeamChoices();
  const form = useFields({ ownerId: lead.ownerId ?? '', teamId: lead.teamId ?? '', note: '' });
  return (
    <ActionDialog
      title="Assign"
      submitLabel="Assign"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        await leadActions.assign(lead.id, {
          version,
          ownerId: form.values.ownerId || null,
          teamId: form.values.teamId || null,
          note: form.values.note,
        });
        await done(form.values.ownerId ? 'Assigned.' : 'Back in the queue.');
      }}
    >
      <ChoiceField
        label="Owner"
        none="Nobody: back to the queue"
        choices={staff}
        {...form.text('ownerId')}
      />
      <ChoiceField label="Team" none="No team" choices={teams} {...form.text('teamId')} />
      <TextField label="Note for them" multiline minRows={2} {...form.text('note')} />
    </ActionDialog>
  );
}
