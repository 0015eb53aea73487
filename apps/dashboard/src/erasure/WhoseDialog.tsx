import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { useErasureDone } from './erasure-api';

interface WhoseDialogProps {
  title: string;
  about: string;
  why: string;
  /** Whether it may be left without a reason. */
  reasonNeeded: boolean;
  submitLabel: string;
  onSubmit: (leadNumber: number, reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks whose data are meant, by the number of one of their leads, and why. */
export function WhoseDialog(props: WhoseDialogProps) {
  const done = useErasureDone();
  const form = useFields({ leadNumber: '', reason: '' });
  const number = Number(form.values.leadNumber.replace(/^#/, ''));
  const known = Number.isSafeInteger(number) && number > 0;
  return (
    <ActionDialog
      title={props.title}
      submitLabel={props.submitLabel}
      version={0}
      disabled={!known || (props.reasonNeeded && form.values.reason.trim() === '')}
      setErrors={form.setErrors}
      onClose={props.onClose}
      onSubmit={async () => {
        await props.onSubmit(number, form.values.reason);
        await done();
      }}
    >
      <Typography>{props.about}</Typography>
      <TextField
        autoFocus
        label="Number of a lead"
        {...form.text('leadNumber')}
        helperText={form.errors.leadNumber ?? 'Its patient is meant, with all their leads.'}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
      <TextField label={props.why} multiline minRows={2} {...form.text('reason')} />
    </ActionDialog>
  );
}
