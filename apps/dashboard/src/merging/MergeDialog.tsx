import Alert from '@mui/material/Alert';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useNavigate } from 'react-router-dom';
import { MERGE_MOVES, type MergeField, type MergePreview } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { BothLeads } from './BothLeads';
import { FieldChoice } from './FieldChoice';
import { merging } from './merging-api';
import { SwapSides } from './SwapSides';
import { useComparison } from './use-comparison';

interface MergeDialogProps {
  leadId: string;
  otherId: string;
  onClose: () => void;
}

/** Both leads side by side, what would follow, which value wins; then one lead, until it is undone. */
export default function MergeDialog({ leadId, otherId, onClose }: MergeDialogProps) {
  const navigate = useNavigate();
  const done = useLeadDone(leadId);
  const { preview, error, keptId, swapped, sides, swap, choose, orLookAgain } = useComparison<
    MergeField,
    MergePreview
  >({
    ownId: leadId,
    otherId,
    keyOf: (kept, merged) => ['leads', 'merge-preview', kept, merged],
    ask: merging.preview,
  });
  const form = useFields({ reason: '' });
  const merge = async ({ kept, merged }: MergePreview) => {
    await orLookAgain(() =>
      merging.merge(keptId, {
        version: kept.version,
        otherLeadId: merged.id,
        otherVersion: merged.version,
        fields: sides,
        reason: form.values.reason,
      }),
    );
    await done(`#${merged.number} is part of #${kept.number} now.`);
    if (swapped) void navigate(`/leads/${keptId}/show`);
  };
  return (
    <ActionDialog
      title="One person, two leads?"
      submitLabel={preview ? `Merge into #${preview.kept.number}` : 'Merge'}
      version={0}
      disabled={!preview || preview.refusal !== null}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        if (preview) await merge(preview);
      }}
    >
      {error && <Alert severity="error">{sentenceOf(error)}</Alert>}
      {!preview && !error && <Skeleton variant="rounded" height={240} />}
      {preview && (
        <>
          {preview.refusal && <Alert severity="warning">{preview.refusal}</Alert>}
          <BothLeads kept={preview.kept} merged={preview.merged} />
          <SwapSides onSwap={swap}>Keep #{preview.merged.number} instead</SwapSides>
          {!preview.samePerson && (
            <Alert severity="info">
              Two persons are on record; they become one. Merge only when you are sure that they are
              the same.
            </Alert>
          )}
          {preview.fields.map((field) => (
            <FieldChoice
              key={field.field}
              field={field}
              numbers={{ kept: preview.kept.number, merged: preview.merged.number }}
              value={sides[field.field] ?? field.suggested}
              onChange={(side) => choose(field.field, side)}
            />
          ))}
          <Moves preview={preview} />
          <TextField
            label="Why you are sure (kept on both timelines)"
            multiline
            minRows={2}
            {...form.text('reason')}
          />
        </>
      )}
    </ActionDialog>
  );
}

function Moves({ preview }: { preview: MergePreview }) {
  const moves = preview.moves.filter(({ count }) => count > 0);
  return (
    <Typography variant="body2" color="textSecondary">
      {moves.length > 0 &&
        `From #${preview.merged.number} follow: ${moves
          .map(({ what, count }) => `${MERGE_MOVES[what].toLowerCase()} (${count})`)
          .join(', ')}. `}
      Nothing is lost; both histories stay readable, and it can be undone.
    </Typography>
  );
}
