import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import type { TaskView } from '#contract';
import { taskActions } from '../api/actions';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';

/** Drops a task; the reason is kept. */
export function DropTask({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const queryClient = useQueryClient();
  const form = useFields({ reason: '' });
  return (
    <ActionDialog
      title={`Drop: ${task.title}`}
      submitLabel="Drop the task"
      version={task.version}
      disabled={form.values.reason.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await taskActions.drop(task.id, version, form.values.reason);
        await queryClient.invalidateQueries({ queryKey: ['tasks'] });
      }}
    >
      <TextField
        label="Why it is not needed"
        multiline
        minRows={2}
        autoFocus
        {...form.text('reason')}
      />
    </ActionDialog>
  );
}
