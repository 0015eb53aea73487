import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { CLOSED_REASONS, STAGE_LABELS, STAGES, type Stage } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { BulkProgress } from './BulkProgress';
import { leadsInWords } from './leads-in-words';
import type { Bulk } from './use-bulk';

const STAGE_CHOICES = STAGES.map((code) => ({ code, label: STAGE_LABELS[code] }));

/** Moves the chosen leads to a stage. Each one's gate decides for itself. */
export default function BulkStage({ bulk, onClose }: { bulk: Bulk; onClose: () => void }) {
  const form = useFields({ stage: '', reason: '', note: '' });
  const { stage, reason, note } = form.values;
  const closing = stage === 'closed';
  return (
    <ActionDialog
      title={`Change the stage of ${leadsInWords(bulk.selectedIds.length)}`}
      submitLabel="Move them"
      version={0}
      disabled={stage === '' || (closing && reason === '')}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={() =>
        bulk.change(
          {
            kind: 'stage',
            what: { stage: stage as Stage, reason: closing ? reason : undefined, note },
          },
          `Moved to ${STAGE_LABELS[stage as Stage].toLowerCase()}`,
        )
      }
    >
      <Typography variant="body2" color="textSecondary">
        A lead whose gate is shut stays where it is, and you are told what it lacks.
      </Typography>
      <ChoiceField
        label="New stage"
        none="Choose…"
        choices={STAGE_CHOICES}
        {...form.text('stage')}
      />
      {closing && (
        <ChoiceField
          label="Reason"
          none="Choose…"
          required
          choices={CLOSED_REASONS}
          {...form.text('reason')}
        />
      )}
      <TextField label="Why (kept on each timeline)" multiline minRows={2} {...form.text('note')} />
      <BulkProgress bulk={bulk} />
    </ActionDialog>
  );
}
