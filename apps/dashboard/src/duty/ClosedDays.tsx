import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import type { ClosedDayView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { WhenField } from '../forms/WhenField';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { dayInWords } from '../words/time';
import { DUTY_KEY, dutyActions, useClosedDays } from './duty-api';
import { wallTime } from './wall-clock';

const SHOWN = 6;
const year = (day: string) => day.slice(0, 4);

/** Holidays and other days we are closed; an administrator may open them all the same. */
export function ClosedDays({ zone }: { zone: string }) {
  const { data, error, isPending, refetch } = useClosedDays();
  const mayPlan = useMe().may('duty.plan');
  const [all, setAll] = useState(false);
  const today = wallTime(Date.now(), zone).day;
  const coming = (data ?? [])
    .filter(({ day }) => day >= today)
    .toSorted((one, other) => one.day.localeCompare(other.day));
  const shown = all ? coming : coming.slice(0, SHOWN);
  return (
    <Panel title="Closed days">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        Public holidays come by themselves. Promises do not run on a closed day.
      </Typography>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={160} />}
      {data && coming.length === 0 && <Typography>No closed day is coming.</Typography>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {shown.map((day) => (
          <DayRow key={day.day} day={day} mayPlan={mayPlan} />
        ))}
      </Box>
      {coming.length > SHOWN && (
        <Button size="small" onClick={() => setAll(!all)}>
          {all ? 'Show the next ones only' : `Show all ${coming.length}`}
        </Button>
      )}
      {mayPlan && <AddDay />}
    </Panel>
  );
}

function DayRow({ day, mayPlan }: { day: ClosedDayView; mayPlan: boolean }) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const turn = async (closed: boolean) => {
    try {
      await dutyActions.setClosedDay(day.day, day.name, closed);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: DUTY_KEY });
  };
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minHeight: 40,
        fontSize: '0.875rem',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <strong>{dayInWords(day.day)}</strong>, {year(day.day)} · {day.name}
      </Box>
      <Box component="span" sx={{ color: day.closed ? undefined : 'success.main' }}>
        {day.closed ? 'closed' : 'we work'}
      </Box>
      {mayPlan && (
        <Switch
          size="small"
          checked={day.closed}
          onChange={(_event, closed) => void turn(closed)}
          slotProps={{ input: { 'aria-label': `Closed on ${day.name}, ${year(day.day)}` } }}
        />
      )}
    </Box>
  );
}

function AddDay() {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const form = useFields({ day: '', name: '' });
  const { busy, problem, run } = useSubmission(form.setErrors);
  const { day, name } = form.values;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await dutyActions.addClosedDay(day, name, true);
      await queryClient.invalidateQueries({ queryKey: DUTY_KEY });
      form.set({ day: '', name: '' });
      notify('Added.', { type: 'success' });
    });
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5, alignItems: 'start' }}
    >
      <WhenField label="Another day" type="date" {...form.text('day')} />
      <TextField label="Why" {...form.text('name')} sx={{ flex: '1 1 140px' }} />
      <Button
        type="submit"
        variant="outlined"
        loading={busy}
        disabled={day === '' || name.trim() === ''}
      >
        Add
      </Button>
      {problem && (
        <Typography role="alert" variant="body2" color="error.main" sx={{ width: '100%' }}>
          {problem}
        </Typography>
      )}
    </Box>
  );
}
