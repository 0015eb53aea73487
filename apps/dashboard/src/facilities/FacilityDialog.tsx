import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { type FacilityDetail, FINANCIAL_TIES, US_STATES } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { changedOf } from '../forms/changed';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useStaffChoices } from '../forms/use-choices';
import { facilityActions, useFacilityDone } from './facility-api';
import { SaidByField } from './SaidByField';

interface FacilityDialogProps {
  /** Null: a new one. */
  facility: FacilityDetail | null;
  onClose: () => void;
  onMade?: (id: string) => void;
}

/** Adds a facility or changes one. Only what was changed is sent, and counts as said today. */
export function FacilityDialog({ facility, onClose, onMade }: FacilityDialogProps) {
  const done = useFacilityDone();
  const colleagues = useStaffChoices();
  const before = {
    name: facility?.name ?? '',
    organisationName: facility?.organisationName ?? '',
    addressLine: facility?.addressLine ?? '',
    city: facility?.city ?? '',
    state: facility?.state ?? '',
    zip: facility?.zip ?? '',
    phone: facility?.phone ?? '',
    website: facility?.website ?? '',
    npi: facility?.npi ?? '',
    description: facility?.description ?? '',
    relationshipOwnerId: facility?.relationshipOwnerId ?? '',
    listed: facility?.listed ?? true,
    bedMails: facility?.bedMails ?? true,
    active: facility?.active ?? true,
    financialTie: facility?.financialTie ?? 'unknown',
  };
  const form = useFields({ ...before, saidBy: 'facility' });
  const { saidBy, ...values } = form.values;
  const submit = async (version: number) => {
    const changed: Record<string, unknown> = changedOf(before, values);
    if (changed.relationshipOwnerId === '') changed.relationshipOwnerId = null;
    if (facility) {
      await facilityActions.edit(facility.id, { ...changed, saidBy, version });
      await done('Saved.');
      return;
    }
    const made = await facilityActions.add({ ...changed, saidBy });
    await done('The facility is in the directory.');
    onMade?.(made.id);
  };
  return (
    <ActionDialog
      title={facility ? 'Change the facility' : 'New facility'}
      submitLabel="Save"
      version={facility?.version ?? 0}
      disabled={values.name.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField label="Name" required autoFocus autoComplete="off" {...form.text('name')} />
      <TextField
        label="Organization that runs it"
        autoComplete="off"
        {...form.text('organisationName')}
      />
      <TextField label="Street" autoComplete="off" {...form.text('addressLine')} />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField label="City" fullWidth autoComplete="off" {...form.text('city')} />
        <ChoiceField label="State" none="Not known" choices={US_STATES} {...form.text('state')} />
        <TextField
          label="ZIP"
          autoComplete="off"
          {...form.text('zip')}
          slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 10 } }}
        />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField label="Phone" fullWidth autoComplete="off" {...form.text('phone')} />
        <TextField label="NPI" fullWidth autoComplete="off" {...form.text('npi')} />
      </Stack>
      <TextField label="Website" autoComplete="off" {...form.text('website')} />
      <TextField label="In a few words" multiline minRows={2} {...form.text('description')} />
      <ChoiceField
        label="Who looks after it"
        none="Nobody"
        choices={colleagues}
        {...form.text('relationshipOwnerId')}
      />
      <ChoiceField
        label="Ownership and payment between it and us"
        choices={FINANCIAL_TIES}
        {...form.text('financialTie')}
      />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={{ xs: 0, sm: 3 }}>
        <FormControlLabel
          control={
            <Switch checked={values.active} onChange={(_event, active) => form.set({ active })} />
          }
          label="In use: people are referred there"
        />
        <FormControlLabel
          control={
            <Switch checked={values.listed} onChange={(_event, listed) => form.set({ listed })} />
          }
          label="Listed on the public site"
        />
        <FormControlLabel
          control={
            <Switch
              checked={values.bedMails}
              onChange={(_event, bedMails) => form.set({ bedMails })}
            />
          }
          label="Asked for beds by e-mail"
        />
      </Stack>
      <SaidByField value={saidBy} onChange={({ target }) => form.set({ saidBy: target.value })} />
    </ActionDialog>
  );
}
