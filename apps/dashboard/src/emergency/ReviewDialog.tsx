import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import type { EmergencyAccessView, EmergencyVerdict } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { EMERGENCIES_KEY, reviewEmergency } from './emergency-api';

/** Was it an emergency? Somebody else than who looked says so, once. */
export function ReviewDialog({
  access,
  onClose,
}: {
  access: EmergencyAccessView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const fields = useFields({ verdict: '', note: '' });
  const { verdict, note } = fields.values;
  return (
    <ActionDialog
      title={`Review: ${access.staffName} and lead #${access.leadNumber}`}
      submitLabel="Keep the review"
      version={access.version}
      disabled={verdict === ''}
      setErrors={fields.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const said = { version, verdict: verdict as EmergencyVerdict, note };
        await reviewEmergency(access.id, said);
        await queryClient.invalidateQueries({ queryKey: EMERGENCIES_KEY });
      }}
    >
      <Typography sx={{ overflowWrap: 'anywhere' }}>“{access.reason}”</Typography>
      <FormControl>
        <FormLabel id="verdict">Was this an emergency?</FormLabel>
        <RadioGroup
          aria-labelledby="verdict"
          value={verdict}
          onChange={(event) => fields.set({ verdict: event.target.value })}
        >
          <FormControlLabel value="justified" control={<Radio />} label="Yes, it was justified" />
          <FormControlLabel
            value="not_justified"
            control={<Radio />}
            label="No, this has to be followed up"
          />
        </RadioGroup>
      </FormControl>
      <TextField {...fields.text('note')} label="Note" multiline minRows={2} />
    </ActionDialog>
  );
}
