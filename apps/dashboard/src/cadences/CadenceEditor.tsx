import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useNotify } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';
import type { CadenceDetail, CadenceStep } from '#contract';
import { ConflictTable } from '../forms/ConflictTable';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { cadenceActions } from './cadence-api';
import { PlanPreview } from './PlanPreview';
import { StepsEditor } from './StepsEditor';

const FIRST_STEPS: readonly CadenceStep[] = [{ kind: 'call', key: 'call-1' }];

/** Writes a follow-up plan step by step, and shows what it would do for a lead. */
export function CadenceEditor({ cadence }: { cadence: CadenceDetail | null }) {
  const formId = useId();
  const mayWrite = useMe().may('cadence.write');
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [steps, setSteps] = useState<readonly CadenceStep[]>(cadence?.steps ?? FIRST_STEPS);
  const form = useFields({ name: cadence?.name ?? '', onRequest: cadence?.onRequest ?? false });
  const { busy, problem, conflict, run } = useSubmission(form.setErrors);
  const newest = cadence?.plans[0];
  const again = () => queryClient.invalidateQueries({ queryKey: ['cadences'] });
  const save = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const { name, onRequest } = form.values;
      if (cadence === null) {
        const made = await cadenceActions.create({ name, onRequest, steps: [...steps] });
        await again();
        notify('The plan is in use.', { type: 'success' });
        void navigate(`/cadences/${made.id}`);
        return;
      }
      await cadenceActions.edit(cadence.id, {
        version: cadence.version,
        name,
        onRequest,
        steps: [...steps],
      });
      await again();
      notify('Saved. Leads that start now follow this version.', { type: 'success' });
    });
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Typography variant="h1" sx={{ flex: '1 1 160px', minWidth: 0 }}>
          {cadence?.name ?? 'New follow-up plan'}
        </Typography>
        {cadence && mayWrite && <Standing cadence={cadence} onDone={again} />}
        <Button component={Link} to="/cadences" color="secondary">
          {mayWrite ? 'Cancel' : 'All plans'}
        </Button>
        {mayWrite && (
          <Button type="submit" form={formId} variant="contained" loading={busy}>
            Save
          </Button>
        )}
      </Box>
      {cadence && (
        <Typography variant="body2" color="textSecondary">
          Version {cadence.planNumber}
          {newest && (
            <>
              , written <Moment at={newest.createdAt} />
            </>
          )}
          {newest?.writtenBy && (
            <>
              {' '}
              by <NameOf resource="users" id={newest.writtenBy} />
            </>
          )}
          . {cadence.enrolled} {cadence.enrolled === 1 ? 'lead is' : 'leads are'} on this plan now.
          {!cadence.active && ' It is retired: nobody new is put on it.'}
          {cadence.isDefault && ' Every new lead starts on it.'}
        </Typography>
      )}
      {conflict ? (
        <ConflictTable conflict={conflict} />
      ) : (
        problem && <Alert severity="error">{problem}</Alert>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <Paper
          // The plan alone: Enter in the preview beside it saves nothing.
          component="form"
          id={formId}
          noValidate
          onSubmit={save}
          sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: { xs: 2, sm: 2.5 } }}
        >
          <Stack spacing={2}>
            <TextField
              label="Name"
              required
              autoComplete="off"
              disabled={!mayWrite}
              {...form.text('name')}
            />
            <FormControlLabel
              control={
                <Switch
                  checked={form.values.onRequest}
                  disabled={!mayWrite}
                  onChange={(_event, onRequest) => form.set({ onRequest })}
                />
              }
              label="Only for people who asked to hear from us"
            />
            <StepsEditor
              steps={steps}
              errors={form.errors}
              readOnly={!mayWrite}
              onChange={setSteps}
            />
          </Stack>
        </Paper>
        <Box
          sx={{
            position: { lg: 'sticky' },
            top: 80,
            maxHeight: { lg: 'calc(100dvh - 96px)' },
            overflowY: { lg: 'auto' },
          }}
        >
          <PlanPreview steps={steps} />
        </Box>
      </Box>
    </Box>
  );
}

/** In use or retired, and whether new leads start on it. */
function Standing({ cadence, onDone }: { cadence: CadenceDetail; onDone: () => Promise<void> }) {
  const notify = useNotify();
  const { busy, run } = useSubmission();
  const take =
    (work: (id: string, version: number) => Promise<unknown>, sentence: string) => async () => {
      const done = await run(async () => {
        await work(cadence.id, cadence.version);
        notify(sentence, { type: 'success' });
      });
      if (!done) notify('That was refused. Here is how it stands now.', { type: 'warning' });
      await onDone();
    };
  if (!cadence.active) {
    return (
      <Button
        variant="outlined"
        loading={busy}
        onClick={() => void take(cadenceActions.activate, 'In use again.')()}
      >
        Use again
      </Button>
    );
  }
  return (
    <>
      {!cadence.isDefault && !cadence.onRequest && (
        <Button
          variant="outlined"
          loading={busy}
          onClick={() => void take(cadenceActions.makeDefault, 'Every new lead starts on it.')()}
        >
          Start new leads on it
        </Button>
      )}
      {!cadence.isDefault && (
        <Button
          variant="outlined"
          loading={busy}
          onClick={() => void take(cadenceActions.retire, 'Retired. Who is on it stays.')()}
        >
          Retire
        </Button>
      )}
    </>
  );
}
