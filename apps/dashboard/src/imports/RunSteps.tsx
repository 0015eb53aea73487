import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { sentenceOf } from '../api/refusal';

interface RunStepsProps {
  run: { state: string };
  /** Where all of its kind are. */
  all: '/directory-imports' | '/spend-imports';
  /** The button that starts it: `Take 2 rows in`. */
  takeIn: { words: string; disabled: boolean };
  onStep: (what: 'start' | 'undo') => Promise<unknown>;
  /** Has everything that shows the import ask again, also after a refusal. */
  onDone: () => Promise<void>;
}

/** The way on from an import: taken in, taken back, and to the others. */
export function RunSteps({ run, all, takeIn, onStep, onDone }: RunStepsProps) {
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const step = async (what: 'start' | 'undo') => {
    setBusy(true);
    try {
      await onStep(what);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await onDone();
    setBusy(false);
  };
  return (
    <Stack direction="row" spacing={1}>
      <Button component={RouterLink} to={all}>
        All imports
      </Button>
      {run.state === 'ready' && (
        <Button
          variant="contained"
          loading={busy}
          disabled={takeIn.disabled}
          onClick={() => void step('start')}
        >
          {takeIn.words}
        </Button>
      )}
      {run.state === 'done' && (
        <Button variant="outlined" loading={busy} onClick={() => void step('undo')}>
          Take it all back
        </Button>
      )}
    </Stack>
  );
}
