import AddIcon from '@mui/icons-material/Add';
import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { addDays, SHIFT_KINDS, type ShiftKind } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { type Capacity, DUTY_KEY, dutyActions } from './duty-api';
import { weekdayOf } from './wall-clock';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MOST_HOURS = 4;
type Hours = [from: string, until: string];

interface PlanHoursProps {
  staff: readonly Capacity[];
  firstDay: string;
  onClose: () => void;
}

/** The same hours on chosen weekdays of some weeks; split shifts are several hours of a day. */
export function PlanHours({ staff, firstDay, onClose }: PlanHoursProps) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const form = useFields({
    staffId: staff[0]?.staffId ?? '',
    kind: 'on_duty',
    fromDay: firstDay,
    toDay: addDays(firstDay, 27),
    weekdays: [1, 2, 3, 4, 5],
    hours: [['09:00', '17:00']] as Hours[],
    note: '',
  });
  const { values, set, errors } = form;
  const count = daysOf(values.fromDay, values.toDay, values.weekdays) * values.hours.length;
  const setHours = (index: number, next: Partial<Record<0 | 1, string>>) =>
    set({
      hours: values.hours.map((each, at) =>
        at === index ? [next[0] ?? each[0], next[1] ?? each[1]] : each,
      ),
    });
  return (
    <ActionDialog
      title="Plan hours"
      submitLabel={count === 1 ? 'Plan one stretch' : `Plan ${count} stretches`}
      version={0}
      disabled={count === 0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        const { shifts } = await dutyActions.plan({
          staffId: values.staffId,
          kind: values.kind as ShiftKind,
          fromDay: values.fromDay,
          toDay: values.toDay,
          weekdays: values.weekdays,
          hours: values.hours,
          note: values.note,
        });
        await queryClient.invalidateQueries({ queryKey: DUTY_KEY });
        notify(`${shifts.length} planned.`, { type: 'success' });
      }}
    >
      <ChoiceField
        label="Colleague"
        choices={staff.map(({ staffId, name }) => ({ code: staffId, label: name }))}
        {...form.text('staffId')}
      />
      <ChoiceField label="What" choices={SHIFT_KINDS} {...form.text('kind')} />
      <Stack direction="row" spacing={2}>
        <WhenField fullWidth label="From" type="date" {...form.text('fromDay')} />
        <WhenField fullWidth label="Until" type="date" {...form.text('toDay')} />
      </Stack>
      <Box role="group" aria-label="On" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {WEEKDAYS.map((label, index) => {
          const chosen = values.weekdays.includes(index + 1);
          return (
            <Chip
              key={label}
              component="button"
              type="button"
              clickable
              label={label}
              aria-pressed={chosen}
              color={chosen ? 'primary' : 'default'}
              variant={chosen ? 'filled' : 'outlined'}
              onClick={() =>
                set({
                  weekdays: chosen
                    ? values.weekdays.filter((day) => day !== index + 1)
                    : [...values.weekdays, index + 1].toSorted((a, b) => a - b),
                })
              }
              sx={{ height: 36 }}
            />
          );
        })}
      </Box>
      {values.hours.map(([from, until], index) => (
        <Stack key={`${index + 1}`} direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <WhenField
            fullWidth
            type="time"
            label={index === 0 ? 'Hours from' : 'and from'}
            value={from}
            onChange={(event) => setHours(index, { 0: event.target.value })}
          />
          <WhenField
            fullWidth
            type="time"
            label="until"
            value={until}
            onChange={(event) => setHours(index, { 1: event.target.value })}
            helperText={until <= from ? 'over midnight' : undefined}
          />
          {values.hours.length > 1 && (
            <IconButton
              aria-label={`Remove hours ${index + 1}`}
              onClick={() => set({ hours: values.hours.filter((_, at) => at !== index) })}
            >
              <CloseIcon />
            </IconButton>
          )}
        </Stack>
      ))}
      {values.hours.length < MOST_HOURS && (
        <Button
          size="small"
          startIcon={<AddIcon />}
          sx={{ alignSelf: 'start' }}
          onClick={() => set({ hours: [...values.hours, ['18:00', '21:00']] })}
        >
          Split: add hours of the same day
        </Button>
      )}
      {Object.keys(errors).length > 0 && (
        <Typography role="alert" variant="body2" color="error.main">
          {Object.values(errors).join(' ')}
        </Typography>
      )}
      <TextField label="Note" {...form.text('note')} />
    </ActionDialog>
  );
}

/** More days than the desk plans at once are not counted. */
const MOST_DAYS = 100;

function daysOf(from: string, to: string, weekdays: readonly number[]): number {
  if (from === '' || to === '') return 0;
  return Array.from({ length: MOST_DAYS }, (_, index) => addDays(from, index)).filter(
    (day) => day <= to && weekdays.includes(weekdayOf(day)),
  ).length;
}
