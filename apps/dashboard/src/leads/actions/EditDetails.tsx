import Autocomplete from '@mui/material/Autocomplete';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useDataProvider } from 'react-admin';
import {
  LANGUAGES,
  LEVELS_OF_CARE,
  labelOf,
  type LeadDetail,
  type LeadEdit,
  SUBSTANCES,
} from '#contract';
import { ActionDialog } from '../../forms/ActionDialog';
import { changedOf } from '../../forms/changed';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { useSourceChoices } from '../../forms/use-choices';
import { PAYMENT_CHOICES, YES_NO_UNKNOWN } from '../lead-words';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

/** Changes what is known of the patient and of what they need. */
export function EditDetails({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const dataProvider = useDataProvider();
  const [initial] = useState(() => detailsOf(lead));
  const form = useFields(initial);
  const { values } = form;
  return (
    <ActionDialog
      title="Edit details"
      submitLabel="Save"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        const data: LeadEdit = { version, ...asEdit(changedOf(initial, values)) };
        await dataProvider.update('leads', { id: lead.id, data, previousData: lead });
        await done('Saved.');
      }}
    >
      <TextField label="Patient’s name" autoComplete="off" {...form.text('patientName')} />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          fullWidth
          label="Age"
          {...form.text('age')}
          slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
        />
        <ChoiceField
          label="Pregnant"
          none="Not asked"
          choices={YES_NO_UNKNOWN}
          {...form.text('pregnant')}
        />
        <TextField fullWidth label="ZIP" autoComplete="off" {...form.text('zip')} />
      </Stack>
      <Autocomplete
        multiple
        options={SUBSTANCES.map((each) => each.code as string)}
        value={values.substances}
        getOptionLabel={(code) => labelOf(SUBSTANCES, code)}
        onChange={(_event, substances) => form.set({ substances })}
        renderInput={(params) => (
          <TextField
            {...params}
            label="Substances"
            error={form.errors.substances !== undefined}
            helperText={form.errors.substances}
          />
        )}
      />
      <ChoiceField
        label="Level of care wanted"
        none="Not said"
        choices={LEVELS_OF_CARE}
        {...form.text('levelRequested')}
      />
      <ChoiceField
        label="Level screened"
        none="Not screened"
        choices={LEVELS_OF_CARE}
        {...form.text('levelScreened')}
      />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <ChoiceField
          label="Payment"
          none="Not said"
          choices={PAYMENT_CHOICES}
          {...form.text('payment')}
        />
        <ChoiceField label="Language" choices={LANGUAGES} {...form.text('language')} />
      </Stack>
      <ChoiceField label="Source" choices={useSourceChoices()} {...form.text('sourceId')} />
    </ActionDialog>
  );
}

const detailsOf = (lead: LeadDetail) => ({
  patientName: lead.patientName ?? '',
  age: lead.age === null ? '' : String(lead.age),
  pregnant: lead.pregnant ?? '',
  zip: lead.zip ?? '',
  language: lead.language,
  substances: lead.substances,
  levelRequested: lead.levelRequested ?? '',
  levelScreened: lead.levelScreened ?? '',
  payment: lead.payment ?? '',
  sourceId: lead.sourceId,
});

/** What was typed, as the desk wants it: an emptied field is null. */
function asEdit({
  age,
  ...changed
}: Partial<ReturnType<typeof detailsOf>>): Omit<LeadEdit, 'version'> {
  const given = Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [name, value === '' ? null : value]),
  );
  return {
    ...(given as Omit<LeadEdit, 'version'>),
    ...(age === undefined ? {} : { age: age.trim() === '' ? null : Number(age) }),
  };
}
