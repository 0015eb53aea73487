import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import { PARTY_KINDS, type PhoneEntryView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';

/** Colleagues are found by themselves. */
const KINDS = PARTY_KINDS.filter(({ code }) => code !== 'colleague');

interface PhoneEntryDialogProps {
  entry: PhoneEntryView | null;
  onClose: () => void;
}

/** One number that calls are handed to. */
export function PhoneEntryDialog({ entry, onClose }: PhoneEntryDialogProps) {
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const form = useFields({
    name: entry?.name ?? '',
    kind: entry?.kind ?? '',
    phone: entry?.phone ?? '',
    note: entry?.note ?? '',
    active: entry?.active ?? true,
  });
  const { values, set } = form;
  return (
    <ActionDialog
      title={entry ? entry.name : 'New number'}
      submitLabel="Save"
      version={entry?.version ?? 0}
      disabled={values.name.trim() === '' || values.kind === '' || values.phone.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { active, ...data } = values;
        await (entry
          ? dataProvider.update('phone-directory', {
              id: entry.id,
              previousData: entry,
              data: { ...data, active, version },
            })
          : dataProvider.create('phone-directory', { data }));
        await queryClient.invalidateQueries({ queryKey: ['phone-directory'] });
      }}
    >
      <TextField label="Name" {...form.text('name')} />
      <ChoiceField label="Who is there" choices={KINDS} none="Choose …" {...form.text('kind')} />
      <TextField label="Number" type="tel" {...form.text('phone')} />
      <TextField label="Note" multiline minRows={2} {...form.text('note')} />
      {entry && (
        <FormControlLabel
          control={
            <Switch checked={values.active} onChange={(_event, active) => set({ active })} />
          }
          label="In use"
        />
      )}
    </ActionDialog>
  );
}
