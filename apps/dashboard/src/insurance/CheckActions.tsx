import PrintOutlinedIcon from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { lazy, Suspense, useState } from 'react';
import { useNotify } from 'react-admin';
import type { BenefitCheckView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { useMe } from '../session/me';
import { checkActions } from './insurance-api';
import { useCheckDone } from './use-check-done';

const ResultDialog = lazy(() => import('./ResultDialog'));

/** What may be done with a check now. */
export function CheckActions({ check }: { check: BenefitCheckView }) {
  const { may } = useMe();
  const notify = useNotify();
  const done = useCheckDone(check);
  const [open, setOpen] = useState<'result' | 'cancel' | null>(null);
  const [busy, setBusy] = useState(false);
  const press = async (work: () => Promise<unknown>, sentence: string) => {
    setBusy(true);
    try {
      await work();
      await done(sentence);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    } finally {
      setBusy(false);
    }
  };
  const { id, version, state } = check;
  const works = may('benefit.work');
  const isOpen = check.closedAt === null;
  return (
    <Box className="screen-only" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {isOpen && works && (state === 'requested' || state === 'unclear') && (
        <Button
          variant="outlined"
          loading={busy}
          onClick={() => void press(() => checkActions.take(id, version), 'It is yours.')}
        >
          Take it
        </Button>
      )}
      {isOpen && works && state === 'taken' && (
        <Button
          color="secondary"
          loading={busy}
          onClick={() => void press(() => checkActions.release(id, version), 'Back in the queue.')}
        >
          Give it back
        </Button>
      )}
      {isOpen && state !== 'asking' && may('benefit.ask') && (
        <Button
          variant="outlined"
          loading={busy}
          onClick={() =>
            void press(() => checkActions.ask(id, version), 'The payer is being asked.')
          }
        >
          {check.asked.length > 0 ? 'Ask electronically again' : 'Ask electronically'}
        </Button>
      )}
      {isOpen && works && (
        <Button variant="contained" onClick={() => setOpen('result')}>
          Write down the result
        </Button>
      )}
      {isOpen && may('benefit.ask') && (
        <Button color="secondary" onClick={() => setOpen('cancel')}>
          Cancel the check
        </Button>
      )}
      {!isOpen && (
        <Button
          variant="outlined"
          startIcon={<PrintOutlinedIcon />}
          onClick={() => globalThis.print()}
        >
          Print
        </Button>
      )}
      {open === 'cancel' && <CancelDialog check={check} onClose={() => setOpen(null)} />}
      {open === 'result' && (
        <Suspense fallback={null}>
          <ResultDialog check={check} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Box>
  );
}

function CancelDialog({ check, onClose }: { check: BenefitCheckView; onClose: () => void }) {
  const done = useCheckDone(check);
  const form = useFields({ reason: '' });
  return (
    <ActionDialog
      title="Cancel the check"
      submitLabel="Cancel the check"
      version={check.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await checkActions.cancel(check.id, version, form.values.reason);
        await done('The check was cancelled.');
      }}
    >
      <TextField label="Why" multiline minRows={2} autoFocus {...form.text('reason')} />
    </ActionDialog>
  );
}
