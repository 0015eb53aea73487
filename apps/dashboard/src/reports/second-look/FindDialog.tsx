import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  CLOSED_REASONS,
  labelOf,
  SECOND_LOOK_VERDICTS,
  type SecondLook,
  type SecondLookRow,
} from '#contract';
import { send } from '../../api/http-client';
import { ActionDialog } from '../../forms/ActionDialog';

interface FindDialogProps {
  row: SecondLookRow;
  onClose: () => void;
  onFound: (found: SecondLook) => void;
}

/** What one found of a lead that is left out; kept, with who said so. */
export function FindDialog({ row, onClose, onFound }: FindDialogProps) {
  const [verdict, setVerdict] = useState('');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const save = async () => {
    const address = `/api/reports/second-look/${encodeURIComponent(row.leadId)}`;
    onFound(await send<SecondLook>('POST', address, { verdict, note }));
  };
  return (
    <ActionDialog
      title={`What did you find of ${row.patientName ?? `lead ${row.leadNumber ?? ''}`}?`}
      submitLabel="Keep it"
      version={0}
      disabled={verdict === ''}
      onClose={onClose}
      setErrors={setErrors}
      onSubmit={save}
    >
      <Typography>
        It was closed as {labelOf(CLOSED_REASONS, row.reason).toLowerCase()}
        {row.closedBy ? ` by ${row.closedBy}` : ''}, and no number counts it.
      </Typography>
      <FormControl error={errors.verdict !== undefined}>
        <FormLabel id="second-look-verdict">Is that right?</FormLabel>
        <RadioGroup
          aria-labelledby="second-look-verdict"
          value={verdict}
          onChange={({ target }) => setVerdict(target.value)}
        >
          {SECOND_LOOK_VERDICTS.map(({ code, label }) => (
            <FormControlLabel key={code} value={code} control={<Radio />} label={label} />
          ))}
        </RadioGroup>
      </FormControl>
      <TextField
        label={verdict === 'wrong' ? 'Why it should be counted' : 'Note'}
        required={verdict === 'wrong'}
        multiline
        minRows={2}
        value={note}
        error={errors.note !== undefined}
        helperText={
          errors.note ??
          (verdict === 'wrong'
            ? 'The numbers change when the lead is reopened, or closed for the right reason.'
            : undefined)
        }
        onChange={({ target }) => setNote(target.value)}
      />
    </ActionDialog>
  );
}
