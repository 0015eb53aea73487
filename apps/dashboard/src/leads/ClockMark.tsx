import AlarmIcon from '@mui/icons-material/Alarm';
import ErrorOutlineIcon from '@mui/icons-material/ErrorOutlineOutlined';
import PauseCircleOutlineIcon from '@mui/icons-material/PauseCircleOutlineOutlined';
import Box from '@mui/material/Box';
import { CLOCK_KINDS, type ClockView, labelOf } from '#contract';
import { inFull, relative, span } from '../words/time';
import { useNow } from '../words/use-now';

interface ClockMarkProps {
  clock: Pick<ClockView, 'kind' | 'dueAt' | 'pausedBecause' | 'resumesAt'>;
  /** Says which promise it is, too. */
  named?: boolean;
}

/** What is left of a promise, counting down; overdue or standing still in words, an icon and a colour. */
export function ClockMark({ clock, named = false }: ClockMarkProps) {
  const now = useNow();
  const left = new Date(clock.dueAt).getTime() - now;
  const paused = clock.pausedBecause !== null;
  const overdue = !paused && left < 0;
  const soon = !paused && !overdue && left < 5 * 60_000;
  const Icon = paused ? PauseCircleOutlineIcon : overdue ? ErrorOutlineIcon : AlarmIcon;
  return (
    <Box
      component="span"
      title={`${labelOf(CLOCK_KINDS, clock.kind)}: ${inFull(clock.dueAt)}`}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        whiteSpace: paused ? undefined : 'nowrap',
        fontVariantNumeric: 'tabular-nums',
        fontWeight: overdue || soon ? 650 : 500,
        color: overdue
          ? 'error.main'
          : soon
            ? 'warning.main'
            : paused
              ? 'text.secondary'
              : 'text.primary',
      }}
    >
      <Icon sx={{ fontSize: 16 }} aria-hidden />
      {named && `${labelOf(CLOCK_KINDS, clock.kind)} `}
      {paused
        ? pausedInWords(clock, now, named)
        : overdue
          ? `overdue ${span(left)}`
          : `${span(left)} left`}
    </Box>
  );
}

const PAUSED = { closed: 'we are closed', snoozed: 'set aside' } as const;

/** Short where rows stand under each other; with the why where there is room for it. */
function pausedInWords(clock: ClockMarkProps['clock'], now: number, whole: boolean): string {
  const why = clock.pausedBecause ? PAUSED[clock.pausedBecause] : '';
  const again = clock.resumesAt && relative(clock.resumesAt, now);
  if (!whole) return again ? `paused, goes on ${again}` : `paused: ${why}`;
  return `paused: ${why}${again ? `, runs again ${again}` : ''}`;
}
