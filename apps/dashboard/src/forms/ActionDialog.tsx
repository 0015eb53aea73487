import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { ConflictTable } from './ConflictTable';
import { sendsByKey } from './sends-by-key';
import { useSubmission } from './use-submission';

interface ActionDialogProps {
  title: string;
  submitLabel: string;
  /** The version one looks at when the dialog opens. What others save meanwhile is a conflict to be shown. */
  version: number;
  disabled?: boolean;
  onClose: () => void;
  setErrors?: (errors: Record<string, string>) => void;
  /** Does it, on top of this version. Throws what the desk answers; 'stay' keeps the dialog open. */
  onSubmit: (version: number) => Promise<void | 'stay'>;
  children: ReactNode;
}

/**
 * One action on one record. When somebody else changed the record meanwhile it shows both values and
 * waits for a decision; it never overwrites by itself.
 */
export function ActionDialog(props: ActionDialogProps) {
  const { busy, problem, conflict, run } = useSubmission(props.setErrors);
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'));
  const titleId = useId();
  const [openedAt] = useState(props.version);
  const [hasWords, setHasWords] = useState(false);
  const [leaving, setLeaving] = useState(false);
  // A click beside it, or one press of Escape, must not throw away what somebody wrote.
  const leave = (reason: 'backdropClick' | 'escapeKeyDown') => {
    if (!hasWords || (leaving && reason === 'escapeKeyDown')) props.onClose();
    else setLeaving(true);
  };
  const submit = async (version: number) => {
    let stay: unknown;
    const done = await run(async () => {
      stay = await props.onSubmit(version);
    });
    if (done && stay !== 'stay') props.onClose();
  };
  const currentVersion = Number(conflict?.current.version);
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={isPhone}
      aria-labelledby={titleId}
      onClose={busy ? undefined : (_event, reason) => leave(reason)}
    >
      <form
        noValidate
        // The words scroll, the buttons stay.
        style={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}
        onInput={() => {
          setHasWords(true);
          setLeaving(false);
        }}
        onKeyDown={(event) => sendsByKey(event, props.disabled || busy)}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit(openedAt);
        }}
      >
        <DialogTitle id={titleId}>{props.title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {conflict ? (
              <ConflictTable conflict={conflict} />
            ) : (
              problem && <Alert severity="error">{problem}</Alert>
            )}
            {props.children}
            {leaving && (
              <Alert severity="warning">
                What you entered is not saved. Press Escape again to leave without it.
              </Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button color="secondary" onClick={props.onClose} disabled={busy}>
            {conflict ? 'Leave it as it is now' : 'Cancel'}
          </Button>
          {conflict && Number.isFinite(currentVersion) ? (
            <Button variant="contained" loading={busy} onClick={() => void submit(currentVersion)}>
              Use mine after all
            </Button>
          ) : (
            <Button type="submit" variant="contained" loading={busy} disabled={props.disabled}>
              {props.submitLabel}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
