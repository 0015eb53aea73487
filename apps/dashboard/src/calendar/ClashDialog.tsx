import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId } from 'react';
import { ConflictTable } from '../forms/ConflictTable';
import type { Clash } from './use-reschedule';

interface ClashDialogProps {
  clash: Clash;
  onClose: () => void;
  onInsist: (version: number) => void;
}

/** Both times of a task that somebody else moved meanwhile. */
export function ClashDialog({ clash, onClose, onInsist }: ClashDialogProps) {
  const titleId = useId();
  const version = Number(clash.conflict.current.version);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{clash.task.title}</DialogTitle>
      <DialogContent>
        <ConflictTable conflict={clash.conflict} />
      </DialogContent>
      <DialogActions>
        <Button color="secondary" onClick={onClose}>
          Leave it as it is now
        </Button>
        <Button
          variant="contained"
          disabled={!Number.isFinite(version)}
          onClick={() => onInsist(version)}
        >
          Use mine after all
        </Button>
      </DialogActions>
    </Dialog>
  );
}
