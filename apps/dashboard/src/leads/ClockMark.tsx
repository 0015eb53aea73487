import AlarmIcon from '@mui/icons-material/Alarm';
import ErrorOutlineIcon from '@mui/icons-material/ErrorOutlineOutlined';
import Box from '@mui/material/Box';
import { CLOCK_KINDS, type ClockView, labelOf } from '#contract';
import { inFull, span } from '../words/time';
import { useNow } from '../words/use-now';

interface ClockMarkProps {
  clock: Pick<ClockView, 'kind' | 'dueAt'>;
  /** Says which promise it is, too. */
  named?: boolean;
}

/** What is left of a promise, counting down; overdue in words, an icon and a colour. */
export function ClockMark({ clock, named = false }: ClockMarkProps) {
  const left = new Date(clock.dueAt).getTime() - useNow();
  const overdue = left < 0;
  const soon = !overdue && left < 5 * 60_000;
  const Icon = overdue ? ErrorOutlineIcon : AlarmIcon;
  return (
    <Box
      component="span"
      title={`${labelOf(CLOCK_KINDS, clock.kind)}: ${inFull(clock.dueAt)}`}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        whiteSpace: 'nowrap',
        fontVariantNumeric: 'tabular-nums',
        fontWeight: overdue || soon ? 650 : 500,
        color: overdue ? 'error.main' : soon ? 'warning.main' : 'text.primary',
      }}
    >
      <Icon sx={{ fontSize: 16 }} aria-hidden />
      {named && `${labelOf(CLOCK_KINDS, clock.kind)} `}
      {overdue ? `overdue ${span(left)}` : `${span(left)} left`}
    </Box>
  );
}
