import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useSourceChoices } from '../forms/use-choices';
import { useRingGroups } from '../routing/ring-groups';
import { useMe } from '../session/me';
import type { TrackingNumber } from './TrackingNumberList';

interface TrackingNumberEditProps {
  number: TrackingNumber | null;
  onClose: () => void;
}

/** Adds a number, or changes what a number stands for. */
export function TrackingNumberEdit({ number, onClose }: TrackingNumberEditProps) {
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const sources = useSourceChoices();
  const form = useFields({
    phone: number?.phone ?? '+1',
    label: number?.label ?? '',
    sourceId: number?.sourceId ?? '',
    campaign: number?.campaign ?? '',
    utmSource: number?.utmSource ?? '',
    ringGroupId: number?.ringGroupId ?? '',
    active: number?.active ?? true,
  });
  const { values } = form;
  const seesGroups = useMe().may('routing.read');
  const { data: groups } = useRingGroups(seesGroups);
  return (
    <ActionDialog
      title={number ? number.label : 'New number'}
      submitLabel="Save"
      version={number?.version ?? 0}
      disabled={values.label.trim() === '' || values.sourceId === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const data = { ...values, ringGroupId: values.ringGroupId || null };
        await (number
          ? dataProvider.update('tracking-numbers', {
              id: number.id,
              previousData: number,
              data: { ...data, version },
            })
          : dataProvider.create('tracking-numbers', { data }));
        await queryClient.invalidateQueries({ queryKey: ['tracking-numbers'] });
      }}
    >
      <TextField
        label="Number"
        type="tel"
        {...form.text('phone')}
        helperText={form.errors.phone ?? 'In the form +18005550100'}
      />
      <TextField label="Name" {...form.text('label')} />
      <ChoiceField label="Source" none="Choose…" choices={sources} {...form.text('sourceId')} />
      <TextField label="Campaign" {...form.text('campaign')} />
      <TextField
        label="utm_source"
        {...form.text('utmSource')}
        helperText={form.errors.utmSource ?? 'Visitors who come with it see this number.'}
      />
      {seesGroups && (
        <ChoiceField
          label="Who rings"
          none="The usual group, or the duty phone"
          choices={(groups ?? []).map(({ id, name }) => ({ code: id, label: name }))}
          {...form.text('ringGroupId')}
        />
      )}
      <FormControlLabel
        control={
          <Switch checked={values.active} onChange={(_event, active) => form.set({ active })} />
        }
        label="In use"
      />
    </ActionDialog>
  );
}
