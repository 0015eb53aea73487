import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { Link } from 'react-router-dom';
import { STAGE_LABELS } from '#contract';
import { ConflictTable } from '../forms/ConflictTable';
import { whoOf } from '../leads/lead-words';
import type { Refused } from './use-move';

interface MoveRefusedProps {
  refused: Refused;
  onClose: () => void;
  /** Moves it all the same, on top of what somebody else did. */
  onInsist: (version: number) => void;
}

/** Why a card went back: what is missing, or what somebody else did meanwhile. */
export function MoveRefused({ refused, onClose, onInsist }: MoveRefusedProps) {
  const { lead, to, because, missing, conflict } = refused;
  const titleId = useId();
  const version = Number(conflict?.current.version);
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>
        {whoOf(lead)} stays in {STAGE_LABELS[lead.stage].toLowerCase()}
      </DialogTitle>
      <DialogContent>
        {conflict ? (
          <ConflictTable conflict={conflict} />
        ) : missing.length > 0 ? (
          <>
            <Typography>{STAGE_LABELS[to]} still needs:</Typography>
            <ul>
              {missing.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </>
        ) : (
          <Typography>{because}</Typography>
        )}
      </DialogContent>
      <DialogActions>
        <Button color="secondary" onClick={onClose}>
          {conflict ? 'Leave it as it is now' : 'Close'}
        </Button>
        {conflict && Number.isFinite(version) ? (
          <Button variant="contained" onClick={() => onInsist(version)}>
            Use mine after all
          </Button>
        ) : (
          <Button variant="contained" component={Link} to={`/leads/${lead.id}/show`}>
            Open the lead
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
