import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { useMe } from '../session/me';
import { downloadAudit, lastThirtyDays, stretchOf } from './audit-api';

/** Takes rows of the audit out as CSV; that is itself on the audit. */
export function ExportButton() {
  const { may } = useMe();
  const [open, setOpen] = useState(false);
  if (!may('audit.export')) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        Export
      </Button>
      {open && <ExportDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ExportDialog({ onClose }: { onClose: () => void }) {
  const fields = useFields(lastThirtyDays(Date.now()));
  const { from, to } = fields.values;
  const shrink = { inputLabel: { shrink: true } };
  return (
    <ActionDialog
      title="Export the audit"
      submitLabel="Export as CSV"
      version={0}
      disabled={from === '' || to === ''}
      setErrors={fields.setErrors}
      onClose={onClose}
      onSubmit={() => downloadAudit(stretchOf(fields.values))}
    >
      <Typography>
        Ids and deeds with the links of their chain, oldest first; no names of patients and no
        reasons. That you exported it is on record.
      </Typography>
      <TextField {...fields.text('from')} label="From" type="date" slotProps={shrink} />
      <TextField {...fields.text('to')} label="Until, included" type="date" slotProps={shrink} />
    </ActionDialog>
  );
}
