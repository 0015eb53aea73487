import Alert from '@mui/material/Alert';
import TextField from '@mui/material/TextField';
import { type JudgedProgram, OVERRIDE_KINDS, type OverrideKind } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { nameOf, reasonsOf } from './match-words';
import { Reasons } from './Reasons';

interface OverrideDialogProps {
  program: JudgedProgram;
  /** The one that comes before it; none: nothing is left. */
  before: JudgedProgram | undefined;
  onClose: () => void;
  onPick: (why: { kind: OverrideKind; reason: string }) => Promise<void>;
}

/** Why this program and not the one that comes first: kept with the match, and counted. */
export function OverrideDialog({ program, before, onClose, onPick }: OverrideDialogProps) {
  const form = useFields<{ kind: OverrideKind | ''; reason: string }>({ kind: '', reason: '' });
  const { kind, reason } = form.values;
  return (
    <ActionDialog
      title={`Pick ${nameOf(program)}`}
      submitLabel="Pick"
      version={0}
      disabled={kind === '' || reason.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        if (kind !== '') await onPick({ kind, reason });
      }}
    >
      {program.standing === 'excluded' ? (
        <Alert severity="warning">
          The rules exclude it:
          <Reasons reasons={reasonsOf(program, 'excludes')} />
        </Alert>
      ) : (
        before && <Alert severity="info">{nameOf(before)} comes first for this patient.</Alert>
      )}
      <ChoiceField label="Why" required autoFocus choices={OVERRIDE_KINDS} {...form.text('kind')} />
      <TextField
        label="In your words"
        required
        multiline
        minRows={3}
        {...form.text('reason')}
        helperText={form.errors.reason ?? 'Kept with the match, and counted.'}
      />
    </ActionDialog>
  );
}
