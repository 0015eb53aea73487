import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import type { Source } from './SourceList';

/** Makes a source, or changes one. */
export function SourceEdit({ source, onClose }: { source: Source | null; onClose: () => void }) {
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const form = useFields({
    name: source?.name ?? '',
    kind: source?.kind ?? '',
    active: source?.active ?? true,
  });
  return (
    <ActionDialog
      title={source ? source.name : 'New source'}
      submitLabel="Save"
      version={source?.version ?? 0}
      disabled={form.values.name.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await (source
          ? dataProvider.update('sources', {
              id: source.id,
              previousData: source,
              data: { ...form.values, version },
            })
          : dataProvider.create('sources', { data: form.values }));
        await queryClient.invalidateQueries({ queryKey: ['sources'] });
      }}
    >
      <TextField label="Name" autoFocus {...form.text('name')} />
      <TextField label="Kind" {...form.text('kind')} />
      <FormControlLabel
        control={
          <Switch
            checked={form.values.active}
            onChange={(_event, active) => form.set({ active })}
          />
        }
        label="In use"
      />
    </ActionDialog>
  );
}
