import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { TaskView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useStaffChoices } from '../forms/use-choices';
import { WhenField } from '../forms/WhenField';
import { toLocalInput } from '../words/time';

interface RescheduleTaskProps {
  task: Pick<TaskView, 'id' | 'version' | 'title' | 'dueAt' | 'ownerId'>;
  onClose: () => void;
}

/** Moves a task to another time or to another person. */
export function RescheduleTask({ task, onClose }: RescheduleTaskProps) {
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider();
  const form = useFields({
    dueAt: toLocalInput(new Date(task.dueAt)),
    ownerId: task.ownerId ?? '',
  });
  return (
    <ActionDialog
      title={`Reschedule: ${task.title}`}
      submitLabel="Save"
      version={task.version}
      disabled={form.values.dueAt === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await dataProvider.update('tasks', {
          id: task.id,
          previousData: task,
          data: {
            version,
            dueAt: new Date(form.values.dueAt).toISOString(),
            ownerId: form.values.ownerId || null,
          },
        });
        await queryClient.invalidateQueries({ queryKey: ['tasks'] });
      }}
    >
      <WhenField label="Due" type="datetime-local" {...form.text('dueAt')} />
      <ChoiceField
        label="For"
        none="Nobody yet"
        choices={useStaffChoices()}
        {...form.text('ownerId')}
      />
    </ActionDialog>
  );
}
