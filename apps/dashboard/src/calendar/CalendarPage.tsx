import Alert from '@mui/material/Alert';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { weekOf } from '../duty/wall-clock';
import { useDocumentTitle } from '../layout/use-document-title';
import { useDrag } from '../layout/use-drag';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { TaskTabs } from '../tasks/TaskTabs';
import { type PlannedTask, useCalendar } from './calendar-api';
import { dayOf, movedTo } from './calendar-days';
import { CalendarTools } from './CalendarTools';
import { ClashDialog } from './ClashDialog';
import { DraggedItem } from './DraggedItem';
import { HourGrid } from './HourGrid';
import { useDutyShown } from './use-duty-shown';
import { useReschedule } from './use-reschedule';

const BY_HAND = 'Drag a task to another time, or move it with Shift and the arrow keys.';
const BY_FINGER = 'Drag a task by its handle, or press it.';

/** Tasks, promised call backs, shifts and the next steps of follow-up, by day and hour of the reader. */
export default function CalendarPage() {
  useDocumentTitle('Calendar');
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  const [chosen, setView] = useState<'week' | 'day'>('week');
  const view = isPhone ? 'day' : chosen;
  const [day, setDay] = useState(() => dayOf(Date.now()));
  const [owner, setOwner] = useState('me');
  const [done, setDone] = useState(false);
  const days = view === 'week' ? weekOf(day) : [day];
  const { items, cut, error, isPending, refetch } = useCalendar({ days, owner, done });
  const { may } = useMe();
  const mayMove = may('task.work');
  const plans = may('duty.plan');
  const [team, setTeam] = useState(true);
  const everybody = plans && team;
  const duty = useDutyShown(days, owner, everybody);
  const { moving, clash, move, settle } = useReschedule();
  const { drag, begin } = useDrag<PlannedTask>(
    (task, place) => void move(task, movedTo(task.at, place)),
  );
  return (
    <>
      <Typography variant="h1">Calendar</Typography>
      <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25, mb: 1 }}>
        {mayMove && (isPhone ? BY_FINGER : BY_HAND)} Times are yours.
      </Typography>
      <TaskTabs here="/calendar" />
      <CalendarTools
        view={view}
        onView={isPhone ? undefined : setView}
        day={day}
        days={days}
        onDay={setDay}
        owner={owner}
        onOwner={setOwner}
        done={done}
        onDone={setDone}
        team={team}
        onTeam={plans ? setTeam : undefined}
      />
      {cut && (
        <Alert severity="info" sx={{ mb: 2 }}>
          There is more than a calendar shows: look at one day, or at one colleague.
        </Alert>
      )}
      {error && !items && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={420} />}
      {items?.length === 0 && (
        <Typography color="textSecondary" role="status" sx={{ mb: 1 }}>
          Nothing is planned {view === 'week' ? 'in this week' : 'on this day'}.
        </Typography>
      )}
      {items && (
        <HourGrid
          days={days}
          items={items}
          duty={duty}
          named={everybody}
          moving={moving}
          drag={drag}
          onGrab={mayMove ? begin : undefined}
          onMove={mayMove ? (task, at) => void move(task, at) : undefined}
        />
      )}
      {drag && <DraggedItem drag={drag} />}
      {clash && (
        <ClashDialog
          clash={clash}
          onClose={settle}
          onInsist={(version) => void move(clash.task, clash.at, version)}
        />
      )}
    </>
  );
}
