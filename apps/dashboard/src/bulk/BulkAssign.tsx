import TextField from '@mui/material/TextField';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useStaffChoices, useTeamChoices } from '../forms/use-choices';
import { useFields } from '../forms/use-fields';
import { BulkProgress } from './BulkProgress';
import { leadsInWords } from './leads-in-words';
import type { Bulk } from './use-bulk';

/** Gives the chosen leads to a colleague, to a team, or back to the queue. */
export default function BulkAssign({ bulk, onClose }: { bulk: Bulk; onClose: () => void }) {
  const staff = useStaffChoices();
  const teams = useTeamChoices();
  const form = useFields({ ownerId: '', teamId: '', note: '' });
  const { ownerId, teamId, note } = form.values;
  const name = staff.find(({ code }) => code === ownerId)?.label.split(' · ')[0];
  const team = teams.find(({ code }) => code === teamId)?.label;
  const what = name ?? team;
  return (
    <ActionDialog
      title={`Assign ${leadsInWords(bulk.selectedIds.length)}`}
      submitLabel={what ? `Assign to ${what}` : 'Back to the queue'}
      version={0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={() =>
        bulk.change(
          {
            kind: 'assign',
            what: { ownerId: ownerId || null, teamId: teamId || null, note },
          },
          what ? `Assigned to ${what}` : 'Back in the queue',
        )
      }
    >
      <ChoiceField
        label="Owner"
        none="Nobody: back to the queue"
        choices={staff}
        {...form.text('ownerId')}
      />
      <ChoiceField label="Team" none="No team" choices={teams} {...form.text('teamId')} />
      <TextField label="Note for them" multiline minRows={2} {...form.text('note')} />
      <BulkProgress bulk={bulk} />
    </ActionDialog>
  );
}
