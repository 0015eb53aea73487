import Autocomplete from '@mui/material/Autocomplete';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
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
  const form = useFields({
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
  const { values } = form;
  return (
    <ActionDialog
      title="Edit details"
      submitLabel="Save"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        const data: LeadEdit = {
          version,
          patientName: values.patientName,
          zip: values.zip,
          age: values.age === '' ? null : Number(values.age),
          pregnant: (values.pregnant || null) as LeadEdit['pregnant'],
          language: values.language as LeadEdit['language'],
          substances: values.substances,
          levelRequested: values.levelRequested || null,
          levelScreened: values.levelScreened || null,
          payment: (values.payment || null) as LeadEdit['payment'],
          sourceId: values.sourceId,
        };
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
