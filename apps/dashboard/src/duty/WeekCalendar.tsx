import AddIcon from '@mui/icons-material/Add';
import ChevronLeftIcon from '@mui/icons-material/ChevronLeft';
import ChevronRightIcon from '@mui/icons-material/ChevronRight';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { addDays, type ShiftView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { sentenceOf } from '../api/refusal';
import { type Capacity, useCapacities, useClosedDays, useShifts } from './duty-api';
import { PlanHours } from './PlanHours';
import { ShiftDialog } from './ShiftDialog';
import { momentOf, wallTime, weekOf } from './wall-clock';
import { WeekByDay } from './WeekByDay';
import { WeekGrid } from './WeekGrid';

export interface WeekProps {
  days: readonly string[];
  today: string;
  zone: string;
  staff: readonly Capacity[];
  shifts: readonly ShiftView[];
  /** The names of the days we are closed. */
  closed: ReadonlyMap<string, string>;
  onOpen: ((shift: ShiftView) => void) | undefined;
  onAdd: ((staffId: string, day: string) => void) | undefined;
}

type Opened = { shift: ShiftView } | { staffId: string; day: string } | 'plan' | null;

const monthDay = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const shortDay = (day: string) => monthDay.format(new Date(`${day}T12:00:00`));

/** Who works when: a week, a row for each colleague; on a phone a day at a time. */
export function WeekCalendar({ zone }: { zone: string }) {
  const today = wallTime(Date.now(), zone).day;
  const [anchor, setAnchor] = useState(today);
  const [opened, setOpened] = useState<Opened>(null);
  const mayPlan = useMe().may('duty.plan');
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  const days = weekOf(anchor);
  const [first = today, last = today] = [days[0], days[6]];
  const staff = useCapacities();
  const shifts = useShifts(
    momentOf({ day: first, time: '00:00' }, zone),
    momentOf({ day: last, time: '24:00' }, zone),
  );
  const { data: closedDays } = useClosedDays();
  const error = staff.error ?? shifts.error;
  const week: WeekProps = {
    days,
    today,
    zone,
    staff: staff.data ?? [],
    shifts: shifts.data ?? [],
    closed: new Map(
      (closedDays ?? []).filter((day) => day.closed).map((day) => [day.day, day.name]),
    ),
    onOpen: mayPlan ? (shift) => setOpened({ shift }) : undefined,
    onAdd: mayPlan ? (staffId, day) => setOpened({ staffId, day }) : undefined,
  };
  return (
    <Panel
      title="Who works when"
      action={
        mayPlan && (
          <Button startIcon={<AddIcon />} onClick={() => setOpened('plan')}>
            Plan hours
          </Button>
        )
      }
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, mb: 1 }}>
        <IconButton aria-label="The week before" onClick={() => setAnchor(addDays(anchor, -7))}>
          <ChevronLeftIcon />
        </IconButton>
        <Typography
          component="p"
          aria-live="polite"
          sx={{ fontWeight: 600, minWidth: 128, textAlign: 'center' }}
        >
          {shortDay(first)} – {shortDay(last)}
        </Typography>
        <IconButton aria-label="The week after" onClick={() => setAnchor(addDays(anchor, 7))}>
          <ChevronRightIcon />
        </IconButton>
        {!days.includes(today) && (
          <Button size="small" onClick={() => setAnchor(today)}>
            This week
          </Button>
        )}
      </Box>
      {error && !shifts.data ? (
        <Failure error={error} onRetry={() => void shifts.refetch()} />
      ) : (
        error && <Alert severity="warning">{sentenceOf(error)}</Alert>
      )}
      {(shifts.isPending || staff.isPending) && !error && (
        <Skeleton variant="rounded" height={240} />
      )}
      {shifts.data && staff.data && (isPhone ? <WeekByDay {...week} /> : <WeekGrid {...week} />)}
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
        Times of {zone.replaceAll('_', ' ')}. Whoever has no shifts within two weeks follows their
        own switch.
      </Typography>
      {opened === 'plan' && (
        <PlanHours
          staff={week.staff}
          firstDay={first < today && today <= last ? today : first}
          onClose={() => setOpened(null)}
        />
      )}
      {opened && opened !== 'plan' && (
        <ShiftDialog
          opened={opened}
          staff={week.staff}
          zone={zone}
          onClose={() => setOpened(null)}
        />
      )}
    </Panel>
  );
}
