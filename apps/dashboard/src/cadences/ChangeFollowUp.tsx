import TextField from '@mui/material/TextField';
import type { EnrolmentView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { UsualTimes } from '../forms/UsualTimes';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { enrolmentActions } from './cadence-api';

interface ChangeProps {
  enrolment: EnrolmentView;
  onClose: () => void;
}

/** Lets a plan stand still, until a time or until somebody lets it go on. */
export function PauseFollowUp({ enrolment, onClose }: ChangeProps) {
  const done = useLeadDone(enrolment.leadId);
  const form = useFields({ until: '', reason: '' });
  return (
    <ActionDialog
      title="Pause the plan"
      submitLabel="Pause"
      version={enrolment.version}
      disabled={form.values.reason.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { until, reason } = form.values;
        const at = until === '' ? null : new Date(until).toISOString();
        await enrolmentActions.pause(enrolment.leadId, version, at, reason);
        await done('The plan is paused.');
      }}
    >
      <UsualTimes value={form.values.until} onChange={(until) => form.set({ until })} />
      <WhenField
        label="Until"
        type="datetime-local"
        {...form.text('until')}
        helperText={
          form.errors.until ?? 'Left empty, it stays paused until somebody lets it go on.'
        }
      />
      <TextField label="Why" required multiline minRows={2} {...form.text('reason')} />
    </ActionDialog>
  );
}

/** Ends a plan by hand: nothing more of it is sent, no call of it is planned. */
export function EndFollowUp({ enrolment, onClose }: ChangeProps) {
  const done = useLeadDone(enrolment.leadId);
  const form = useFields({ reason: '' });
  return (
    <ActionDialog
      title="End the plan"
      submitLabel="End"
      version={enrolment.version}
      disabled={form.values.reason.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await enrolmentActions.end(enrolment.leadId, version, form.values.reason);
        await done('The plan has ended.');
      }}
    >
      <TextField label="Why" required autoFocus multiline minRows={2} {...form.text('reason')} />
    </ActionDialog>
  );
}
