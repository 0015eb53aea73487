import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { ProgramView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { facilityActions, useFacilityDone } from './facility-api';
import { SaidByField } from './SaidByField';

const numeric = { htmlInput: { inputMode: 'numeric' } } as const;

/** Writes down how many beds are open. */
export function BedsDialog({ program, onClose }: { program: ProgramView; onClose: () => void }) {
  const done = useFacilityDone();
  const form = useFields({
    bedsOpen: '',
    bedsInAll: program.beds?.bedsInAll == null ? '' : String(program.beds.bedsInAll),
    saidBy: 'facility',
  });
  const { bedsOpen, bedsInAll, saidBy } = form.values;
  return (
    <ActionDialog
      title={`Beds: ${program.name}`}
      submitLabel="Report"
      version={program.version}
      disabled={!/^\d+$/.test(bedsOpen.trim())}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await facilityActions.reportBeds(program.id, {
          bedsOpen: Number(bedsOpen),
          bedsInAll: bedsInAll.trim() === '' ? null : Number(bedsInAll),
          saidBy: saidBy as 'staff' | 'facility',
        });
        await done('The beds are written down.');
      }}
    >
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          label="Open now"
          autoFocus
          fullWidth
          {...form.text('bedsOpen')}
          slotProps={numeric}
        />
        <TextField label="In all" fullWidth {...form.text('bedsInAll')} slotProps={numeric} />
      </Stack>
      <SaidByField value={saidBy} onChange={({ target }) => form.set({ saidBy: target.value })} />
    </ActionDialog>
  );
}
