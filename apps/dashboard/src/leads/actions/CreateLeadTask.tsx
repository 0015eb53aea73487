import TextField from '@mui/material/TextField';
import { useDataProvider } from 'react-admin';
import { type LeadDetail, TASK_KINDS } from '#contract';
import { ActionDialog } from '../../forms/ActionDialog';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { useStaffChoices } from '../../forms/use-choices';
import { WhenField } from '../../forms/WhenField';
import { useMe } from '../../session/me';
import { toLocalInput } from '../../words/time';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

const IN_TWO_HOURS = 2 * 3_600_000;

/** Something to do about this lead, at a time, for somebody. */
export function CreateLeadTask({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const dataProvider = useDataProvider();
  const { me } = useMe();
  const form = useFields({
    title: '',
    kind: 'follow_up',
    ownerId: me?.id ?? '',
    dueAt: toLocalInput(new Date(Date.now() + IN_TWO_HOURS)),
  });
  const { values } = form;
  return (
    <ActionDialog
      title="New task"
      submitLabel="Save the task"
      version={lead.version}
      disabled={values.title.trim() === '' || values.dueAt === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async () => {
        await dataProvider.create('tasks', {
          data: {
            leadId: lead.id,
            kind: values.kind,
            title: values.title,
            ownerId: values.ownerId || null,
            dueAt: new Date(values.dueAt).toISOString(),
          },
        });
        await done('Task saved.');
      }}
    >
      <TextField label="What to do" autoFocus {...form.text('title')} />
      <ChoiceField label="Kind" choices={TASK_KINDS} {...form.text('kind')} />
      <ChoiceField
        label="For"
        none="Nobody yet"
        choices={useStaffChoices()}
        {...form.text('ownerId')}
      />
      <WhenField label="Due" type="datetime-local" {...form.text('dueAt')} />
    </ActionDialog>
  );
}
