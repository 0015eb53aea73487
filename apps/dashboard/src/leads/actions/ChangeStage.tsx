import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type LeadDetail, STAGE_LABELS, type Stage, type StageOption } from '#contract';
import { leadActions } from '../../api/actions';
import { ActionDialog } from '../../forms/ActionDialog';
import { useFields } from '../../forms/use-fields';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

/** Moves the lead on or back. A stage whose gate is shut says what is missing before one tries. */
export function ChangeStage({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const form = useFields({ stage: '', note: '' });
  const options = lead.stageOptions.filter(
    (option) => option.stage !== 'closed' && (option.allowed || option.missing.length > 0),
  );
  const chosen = options.find((option) => option.stage === form.values.stage);
  return (
    <ActionDialog
      title="Change stage"
      submitLabel={chosen ? `Move to ${STAGE_LABELS[chosen.stage].toLowerCase()}` : 'Move'}
      version={lead.version}
      disabled={!chosen || !isOpen(chosen)}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        await leadActions.changeStage(lead.id, {
          version,
          stage: form.values.stage as Stage,
          note: form.values.note,
        });
        await done(`Now ${STAGE_LABELS[form.values.stage as Stage].toLowerCase()}.`);
      }}
    >
      <Typography>
        Now: <strong>{STAGE_LABELS[lead.stage]}</strong>
      </Typography>
      <RadioGroup
        aria-label="New stage"
        value={form.values.stage}
        onChange={(event) => form.set({ stage: event.target.value })}
      >
        {options.map((option) => (
          <Gate key={option.stage} option={option} />
        ))}
      </RadioGroup>
      {options.length === 0 && (
        <Typography color="textSecondary">There is no other stage to go to from here.</Typography>
      )}
      <TextField label="Why (kept on the timeline)" multiline minRows={2} {...form.text('note')} />
    </ActionDialog>
  );
}

const isOpen = (option: StageOption) => option.allowed && option.missing.length === 0;

function Gate({ option }: { option: StageOption }) {
  const open = isOpen(option);
  return (
    <Box sx={{ py: 0.25 }}>
      <FormControlLabel
        value={option.stage}
        disabled={!open}
        control={<Radio size="small" />}
        label={STAGE_LABELS[option.stage]}
        sx={{ '& .Mui-disabled': { color: 'text.secondary' } }}
      />
      {option.missing.length > 0 && (
        <Box sx={{ ml: 3.75, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <Typography variant="body2" color="warning">
            Still needed: {option.missing.join('; ')}
          </Typography>
          <Button size="small" onClick={() => openAction({ action: 'edit' })}>
            Fill in
          </Button>
        </Box>
      )}
    </Box>
  );
}
