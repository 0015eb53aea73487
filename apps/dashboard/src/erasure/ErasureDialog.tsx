import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { ErasureView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { inFull } from '../words/time';
import { erasureActions, useErasureDone } from './erasure-api';
import { PersonAndLeads } from './PersonAndLeads';
import { ReceiptView } from './ReceiptView';

/** One erasure: what there is to decide, or what was decided and done. */
export function ErasureDialog({ row, onClose }: { row: ErasureView; onClose: () => void }) {
  return row.state === 'asked' ? (
    <Decision row={row} onClose={onClose} />
  ) : (
    <Outcome row={row} onClose={onClose} />
  );
}

function Decision({ row, onClose }: { row: ErasureView; onClose: () => void }) {
  const done = useErasureDone();
  const notify = useNotify();
  const [erases, setErases] = useState<boolean | null>(null);
  const form = useFields({ reason: '' });
  const open = row.leads.filter((lead) => lead.open);
  const inTheWay = open.length > 0 || row.held;
  return (
    <ActionDialog
      title="Decide on an erasure"
      submitLabel={erases ? 'Erase for good' : 'Refuse'}
      version={row.version}
      disabled={erases === null || (erases ? inTheWay : form.values.reason.trim() === '')}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await (erases
          ? erasureActions.approve(row.id, version)
          : erasureActions.refuse(row.id, version, form.values.reason));
        await done();
        notify(erases ? 'It is being erased; the receipt is here in a moment.' : 'Refused.', {
          type: 'success',
        });
      }}
    >
      <PersonAndLeads row={row} />
      {row.reason && <Typography>“{row.reason}”</Typography>}
      {open.length > 0 && (
        <Alert severity="warning">
          There is an open lead: close it first. Somebody may still be waiting for help.
        </Alert>
      )}
      {row.held && <Alert severity="warning">A legal hold keeps this record. Lift it first.</Alert>}
      <RadioGroup
        aria-label="Decision"
        value={erases === null ? '' : String(erases)}
        onChange={(_event, value) => setErases(value === 'true')}
      >
        <FormControlLabel
          value="true"
          disabled={inTheWay}
          control={<Radio />}
          label="Erase name, contact data, insurance, messages, recordings, files and notes"
        />
        <FormControlLabel value="false" control={<Radio />} label="Refuse, and say why" />
      </RadioGroup>
      {erases === true && (
        <Alert severity="error">This cannot be taken back, not even by restoring a backup.</Alert>
      )}
      {erases === false && (
        <TextField label="Why not" multiline minRows={2} {...form.text('reason')} />
      )}
    </ActionDialog>
  );
}

function Outcome({ row, onClose }: { row: ErasureView; onClose: () => void }) {
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby="erasure-outcome" onClose={onClose}>
      <DialogTitle id="erasure-outcome">
        {row.state === 'refused' ? 'Refused' : row.state === 'done' ? 'Receipt' : 'Being erased'}
      </DialogTitle>
      <DialogContent>
        {row.state === 'refused' && <Typography>{row.decision ?? 'No reason is kept.'}</Typography>}
        {row.state === 'approved' && (
          <Typography>It was decided, and is done by a job within moments.</Typography>
        )}
        {row.receipt && row.doneAt && (
          <>
            <Typography gutterBottom>
              Asked {inFull(row.askedAt)}; erased {inFull(row.doneAt)}.
            </Typography>
            <ReceiptView receipt={row.receipt} />
          </>
        )}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
