import Alert from '@mui/material/Alert';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { EMERGENCY_MINUTES, type EmergencyAccessView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { EMERGENCIES_KEY, openEmergency } from './emergency-api';

interface OpenEmergencyDialogProps {
  /** The lead one stands before; without it, its number is asked for. */
  leadId?: string;
  onClose: () => void;
  onOpened: (access: EmergencyAccessView) => void;
}

/** Says what happens, asks why, and opens one lead to read. */
export function OpenEmergencyDialog({ leadId, onClose, onOpened }: OpenEmergencyDialogProps) {
  const queryClient = useQueryClient();
  const fields = useFields({ lead: '', reason: '' });
  const { lead, reason } = fields.values;
  return (
    <ActionDialog
      title="Open a lead in an emergency"
      submitLabel="Open it, on record"
      version={0}
      setErrors={fields.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        const access = await openEmergency({ lead: leadId ?? lead, reason });
        void queryClient.invalidateQueries({ queryKey: EMERGENCIES_KEY });
        onOpened(access);
      }}
    >
      <Alert severity="warning" variant="outlined">
        For when somebody may come to harm before a person with the right to look can be reached.
        You can read for {EMERGENCY_MINUTES} minutes and change nothing. Managers and administrators
        are told at once, and each thing you read is on record.
      </Alert>
      {leadId === undefined && (
        <TextField {...fields.text('lead')} label="Number of the lead" required autoFocus />
      )}
      <TextField
        {...fields.text('reason')}
        label="What the emergency is"
        required
        multiline
        minRows={3}
        autoFocus={leadId !== undefined}
        helperText={fields.errors.reason ?? 'One sentence that a manager can check later.'}
      />
    </ActionDialog>
  );
}
