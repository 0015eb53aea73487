import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { addDays, SHIFT_KINDS, type ShiftKind, type ShiftView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { type Capacity, DUTY_KEY, dutyActions } from './duty-api';
import { momentOf, wallTime } from './wall-clock';

interface ShiftDialogProps {
  opened: { shift: ShiftView } | { staffId: string; day: string };
  staff: readonly Capacity[];
  zone: string;
  onClose: () => void;
}

/** One stretch: added, moved, made one of another kind, or taken out of the calendar. */
export function ShiftDialog({ opened, staff, zone, onClose }: ShiftDialogProps) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const shift = 'shift' in opened ? opened.shift : null;
  const form = useFields(startOf(opened, zone));
  const { values } = form;
  const overMidnight = values.until <= values.from;
  const person = staff.find(({ staffId }) => staffId === (shift?.staffId ?? values.staffId));
  const again = () => queryClient.invalidateQueries({ queryKey: DUTY_KEY });
  const cancel = async () => {
    if (!shift) return;
    try {
      await dutyActions.cancelShift(shift.id, shift.version);
      notify('Taken out of the calendar.', { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await again();
    onClose();
  };
  return (
    <ActionDialog
      title={shift ? `${person?.name ?? 'Shift'}: change` : 'Add to the calendar'}
      submitLabel={shift ? 'Save' : 'Add'}
      version={shift?.version ?? 0}
      disabled={[values.day, values.lastDay, values.from, values.until].includes('')}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const stretch = {
          kind: values.kind as ShiftKind,
          startsAt: momentOf({ day: values.day, time: values.from }, zone),
          endsAt: momentOf({ day: values.lastDay, time: values.until }, zone),
          phone: values.phone || null,
          note: values.note,
        };
        if (shift) await dutyActions.editShift(shift.id, { ...stretch, version });
        else await dutyActions.addShift({ ...stretch, staffId: values.staffId });
        await again();
        notify('Saved.', { type: 'success' });
      }}
    >
      {!shift && (
        <ChoiceField
          label="Colleague"
          choices={staff.map(({ staffId, name }) => ({ code: staffId, label: name }))}
          {...form.text('staffId')}
        />
      )}
      <ChoiceField label="What" choices={SHIFT_KINDS} {...form.text('kind')} />
      <Stack direction="row" spacing={2}>
        <WhenField
          fullWidth
          label="Day"
          type="date"
          {...form.text('day')}
          error={form.errors.startsAt !== undefined}
          helperText={form.errors.startsAt}
          onChange={(event) => form.set({ day: event.target.value, lastDay: event.target.value })}
        />
        <WhenField fullWidth label="From" type="time" {...form.text('from')} />
      </Stack>
      <Stack direction="row" spacing={2}>
        <WhenField fullWidth label="Last day" type="date" {...form.text('lastDay')} />
        <WhenField
          fullWidth
          label="Until"
          type="time"
          {...form.text('until')}
          error={form.errors.endsAt !== undefined}
          helperText={form.errors.endsAt}
        />
      </Stack>
      {overMidnight && values.lastDay === values.day && (
        <Button
          size="small"
          sx={{ alignSelf: 'start' }}
          onClick={() => form.set({ lastDay: addDays(values.day, 1) })}
        >
          It runs over midnight: end the day after
        </Button>
      )}
      {values.kind === 'on_call' && (
        <TextField
          label="Ring here"
          placeholder="+18005550100"
          {...form.text('phone')}
          helperText={form.errors.phone ?? 'The phone that rings after hours.'}
        />
      )}
      <TextField label="Note" {...form.text('note')} />
      {shift && (
        <Button color="error" sx={{ alignSelf: 'start' }} onClick={() => void cancel()}>
          Take it out of the calendar
        </Button>
      )}
    </ActionDialog>
  );
}

function startOf(opened: ShiftDialogProps['opened'], zone: string) {
  if (!('shift' in opened)) {
    const { staffId, day } = opened;
    return {
      staffId,
      kind: 'on_duty',
      day,
      lastDay: day,
      from: '09:00',
      until: '17:00',
      phone: '',
      note: '',
    };
  }
  const { staffId, kind, startsAt, endsAt, phone, note } = opened.shift;
  const from = wallTime(startsAt, zone);
  const until = wallTime(endsAt, zone);
  return {
    staffId,
    kind: kind as string,
    day: from.day,
    lastDay: until.day,
    from: from.time,
    until: until.time,
    phone: phone ?? '',
    note: note ?? '',
  };
}
