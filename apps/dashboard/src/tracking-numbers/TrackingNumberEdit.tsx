import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useSourceChoices } from '../forms/use-choices';
import { useRingGroups } from '../routing/ring-groups';
import { useMe } from '../session/me';
import type { TrackingNumber } from './number-words';

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
    utmCampaign: number?.utmCampaign ?? '',
    referrerHost: number?.referrerHost ?? '',
    pathPrefix: number?.pathPrefix ?? '',
    places: number?.places ?? '',
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
      <TextField
        label="Campaign"
        {...form.text('campaign')}
        helperText={form.errors.campaign ?? 'What its callers are counted under.'}
      />
      <Box>
        <Typography variant="h3" component="p">
          Who sees it on the site
        </Typography>
        <Typography variant="body2" color="textSecondary">
          Every part you fill in must fit. All empty: nobody sees it by a rule; it is in the pool.
        </Typography>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <TextField label="utm_source" {...form.text('utmSource')} />
        <TextField label="utm_campaign" {...form.text('utmCampaign')} />
        <TextField
          label="Came from the site"
          {...form.text('referrerHost')}
          helperText={form.errors.referrerHost ?? 'google.com'}
        />
        <TextField
          label="On the pages under"
          {...form.text('pathPrefix')}
          helperText={form.errors.pathPrefix ?? '/articles'}
        />
      </Box>
      <TextField
        label="Where it stands outside the site"
        multiline
        {...form.text('places')}
        helperText={form.errors.places ?? 'A card, a listing, a billboard.'}
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
