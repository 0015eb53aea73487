import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useNotify } from 'react-admin';
import { read, send } from '../api/http-client';
import { REFERRAL_POLICIES, type ReferralPolicy } from '#contract';
import { changedOf } from '../forms/changed';
import { ConflictTable } from '../forms/ConflictTable';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { useDocumentTitle } from '../layout/use-document-title';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { HoursFields } from './HoursFields';
import { LookPanel } from './LookPanel';
import { MailboxPanel } from './MailboxPanel';
import { ZoneField } from './ZoneField';
import { ORGANISATION_FIELDS, type Organisation } from './organisation-fields';

const KEY = ['organisation'];

/** Who this organisation is: what the site says, what callers hear, whom the line rings. */
export default function OrganisationPage() {
  useDocumentTitle('Settings');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => read<Organisation>('/api/organisation', signal),
    retry: 1,
  });
  return (
    <Box sx={{ maxWidth: 760, display: 'grid', gap: 2 }}>
      <div>
        <Typography variant="h1">Settings</Typography>
        <Typography variant="body2" color="textSecondary">
          What the public site says about us, what callers hear, and whom the line rings.
        </Typography>
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={360} />}
      {data && <OrganisationForm key={data.version} organisation={data} />}
      <MailboxPanel />
    </Box>
  );
}

function OrganisationForm({ organisation }: { organisation: Organisation }) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const mayChange = useMe().may('organisation.manage');
  const form = useFields<Organisation>(organisation);
  const { busy, problem, conflict, run } = useSubmission(form.setErrors);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A conflict was shown with both values: saving now is the decision for one's own.
    const version = conflict ? conflict.current.version : organisation.version;
    void run(async () => {
      await send('PUT', '/api/organisation', { ...changedOf(organisation, form.values), version });
      await queryClient.invalidateQueries({ queryKey: KEY });
      notify('Saved. The site and the phone line use it at once.', { type: 'success' });
    });
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      {conflict ? (
        <ConflictTable conflict={conflict} />
      ) : (
        problem && <Alert severity="error">{problem}</Alert>
      )}
      {ORGANISATION_FIELDS.map(({ title, fields }) => (
        <Panel key={title} title={title}>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {fields.map(({ name, label, hint, lines }) =>
              name === 'timeZone' ? (
                <ZoneField key={name} label={label} hint={hint} form={form} disabled={!mayChange} />
              ) : (
                <TextField
                  key={name}
                  label={label}
                  multiline={lines !== undefined}
                  minRows={lines}
                  {...form.text(name)}
                  helperText={form.errors[name] ?? hint}
                  slotProps={{ input: { readOnly: !mayChange } }}
                />
              ),
            )}
          </Stack>
        </Panel>
      ))}
      <Panel title="Hours">
        <Typography variant="body2" color="textSecondary">
          When the site says that people are here. Days off are kept under Duty.
        </Typography>
        <HoursFields
          hours={form.values.businessHours}
          errors={form.errors}
          readOnly={!mayChange}
          onChange={(businessHours) => form.set({ businessHours })}
        />
      </Panel>
      <LookPanel
        look={form.values.look}
        name={form.values.name}
        errors={form.errors}
        readOnly={!mayChange}
        onChange={(look) => form.set({ look })}
      />
      <Panel title="Call backs from the site">
        <TextField
          select
          label="Calls at a chosen time, each half hour"
          value={String(form.values.callBacksPerHalfHour)}
          error={form.errors.callBacksPerHalfHour !== undefined}
          helperText={
            form.errors.callBacksPerHalfHour ??
            'What one colleague on duty keeps. Visitors choose among the half hours in which we work and a call is left.'
          }
          disabled={!mayChange}
          onChange={({ target }) => form.set({ callBacksPerHalfHour: Number(target.value) })}
          sx={{ mt: 1 }}
        >
          <MenuItem value="0">None: no times are offered</MenuItem>
          {[1, 2, 3, 4, 5, 6].map((count) => (
            <MenuItem key={count} value={String(count)}>
              {count}
            </MenuItem>
          ))}
        </TextField>
      </Panel>
      <Panel title="Referrals">
        <TextField
          select
          fullWidth
          label="Facilities asked about one patient"
          value={form.values.referralPolicy}
          error={form.errors.referralPolicy !== undefined}
          helperText={
            form.errors.referralPolicy ??
            'Each one needs the patient’s word and a consent that names it, whichever you choose.'
          }
          disabled={!mayChange}
          onChange={({ target }) => form.set({ referralPolicy: target.value as ReferralPolicy })}
          sx={{ mt: 1 }}
        >
          {REFERRAL_POLICIES.map(({ code, label }) => (
            <MenuItem key={code} value={code}>
              {label}
            </MenuItem>
          ))}
        </TextField>
      </Panel>
      <Panel title="Recording">
        <FormControlLabel
          control={
            <Switch
              checked={form.values.recordCalls}
              disabled={!mayChange}
              onChange={(_event, recordCalls) => form.set({ recordCalls })}
            />
          }
          label="Record calls; callers are told before anything is recorded"
        />
      </Panel>
      {mayChange && (
        <div>
          <Button type="submit" variant="contained" loading={busy}>
            {conflict ? 'Use mine after all' : 'Save'}
          </Button>
          {conflict && (
            <Button
              color="secondary"
              sx={{ ml: 1 }}
              onClick={() => void queryClient.invalidateQueries({ queryKey: KEY })}
            >
              Leave it as it is now
            </Button>
          )}
        </div>
      )}
    </Box>
  );
}
