import TextField from '@mui/material/TextField';
import type { LeadDetail } from '#contract';
import { useDutyNow } from '../duty/duty-api';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useStaffChoices, useTeamChoices } from '../forms/use-choices';
import { useFields } from '../forms/use-fields';
import { openAction } from '../leads/actions/open-action';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { useMe } from '../session/me';
import { queueActions } from './queue-api';

interface ActionProps {
  lead: LeadDetail;
  onLetGo?: () => void;
}

/** Gives the lead to a colleague or a team, with a word for whoever takes over. */
export function HandOver({ lead, onLetGo }: ActionProps) {
  const done = useLeadDone(lead.id);
  const { me, may } = useMe();
  const { data: duty } = useDutyNow(may('duty.read'));
  const staff = useStaffChoices().filter(({ code }) => code !== me?.id);
  const teams = useTeamChoices();
  const form = useFields({ ownerId: '', teamId: '', note: '' });
  const { ownerId, teamId, note } = form.values;
  const away = duty?.outOfOffice.find((person) => person.staffId === ownerId);
  const full = duty?.onDuty.find((person) => person.staffId === ownerId && person.full);
  return (
    <ActionDialog
      title="Hand over"
      submitLabel="Hand over"
      version={lead.version}
      disabled={(ownerId === '' && teamId === '') || note.trim() === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        await queueActions.handOver(lead.id, {
          version,
          ownerId: ownerId || null,
          teamId: teamId || null,
          note,
        });
        await done('Handed over.');
        onLetGo?.();
      }}
    >
      <ChoiceField
        label="To a colleague"
        none="Nobody in particular"
        choices={staff}
        autoFocus
        {...form.text('ownerId')}
        helperText={
          form.errors.ownerId ??
          (away ? `${away.name} is out of office now.` : full && `${full.name} has no room left.`)
        }
      />
      <ChoiceField label="To a team" none="No team" choices={teams} {...form.text('teamId')} />
      <TextField
        label="A note for them"
        required
        multiline
        minRows={3}
        {...form.text('note')}
        helperText={form.errors.note ?? 'What was said, and what comes next.'}
      />
    </ActionDialog>
  );
}
