import Alert from '@mui/material/Alert';
import FormControlLabel from '@mui/material/FormControlLabel';
import Skeleton from '@mui/material/Skeleton';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useGetList } from 'react-admin';
import type { CadenceRow, EnrolmentView, LeadDetail } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { leadPartKey } from '../live/live';
import { enrolmentActions, previews } from './cadence-api';
import { PreviewCalendar } from './PreviewCalendar';

interface StartFollowUpProps {
  lead: LeadDetail;
  current: EnrolmentView | null;
  onClose: () => void;
}

/** Puts a lead on a plan, or on another one; what it would do is shown before. */
export function StartFollowUp({ lead, current, onClose }: StartFollowUpProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ cadenceId: '', askedFor: false, reason: '' });
  const { cadenceId, askedFor, reason } = form.values;
  const { data } = useGetList<CadenceRow>('cadences', {
    filter: { active: true },
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'name', order: 'ASC' },
  });
  const plans = (data ?? []).filter(({ id }) => id !== current?.cadenceId);
  const chosen = plans.find(({ id }) => id === cadenceId);
  return (
    <ActionDialog
      title={current ? 'Change the plan' : 'Start a plan'}
      submitLabel={current ? 'Change' : 'Start'}
      version={current?.version ?? 0}
      disabled={!chosen || (chosen.onRequest && !askedFor)}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const replaces = current ? { replaces: version } : {};
        await enrolmentActions.begin(lead.id, { cadenceId, askedFor, reason, ...replaces });
        await done(current ? 'The lead is on another plan now.' : 'The plan has begun.');
      }}
    >
      {current && (
        <Alert severity="info">
          It takes the place of “{current.cadenceName}”. The 90 days go on counting.
        </Alert>
      )}
      <ChoiceField
        label="Plan"
        required
        autoFocus
        choices={plans.map(({ id, name }) => ({ code: id, label: name }))}
        {...form.text('cadenceId')}
        helperText={
          form.errors.cadenceId ??
          (data && plans.length === 0 ? 'There is no other plan in use.' : undefined)
        }
      />
      {chosen?.onRequest && (
        <FormControlLabel
          control={
            <Switch
              checked={askedFor}
              onChange={(_event, asked) => form.set({ askedFor: asked })}
            />
          }
          label="They asked to hear from us"
        />
      )}
      <TextField label="Why" multiline {...form.text('reason')} />
      {chosen && <WhatItWouldDo leadId={lead.id} cadenceId={chosen.id} />}
    </ActionDialog>
  );
}

function WhatItWouldDo({ leadId, cadenceId }: { leadId: string; cadenceId: string }) {
  const { data, error } = useQuery({
    queryKey: leadPartKey(leadId, 'cadence-preview', cadenceId),
    queryFn: ({ signal }) => previews.ofCadence(leadId, cadenceId, signal),
    retry: 1,
  });
  if (error) return <Alert severity="warning">{sentenceOf(error)}</Alert>;
  return data ? <PreviewCalendar preview={data} /> : <Skeleton variant="rounded" height={120} />;
}
