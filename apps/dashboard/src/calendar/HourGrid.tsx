import Box from '@mui/material/Box';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import type { Drag } from '../layout/use-drag';
import { dayInWords } from '../words/time';
import type { Planned, PlannedTask } from './calendar-api';
import { dayOf, hoursFor, movedBy, placeOf } from './calendar-days';
import { ItemChip } from './ItemChip';
import { type DutyDay, hoursOnDuty } from './shifts-shown';
import { roomFor, ShiftBands, ShiftWords } from './ShiftsOfDay';

interface HourGridProps {
  days: readonly string[];
  items: readonly Planned[];
  duty: ReadonlyMap<string, DutyDay>;
  /** Shifts of more than one colleague are shown: each needs a name. */
  named: boolean;
  /** Tasks on their way to another time. */
  moving: ReadonlyMap<string, string>;
  drag: Drag<PlannedTask> | null;
  onGrab: ((event: PointerEvent<HTMLElement>, task: PlannedTask) => void) | undefined;
  onMove: ((task: PlannedTask, at: string) => void) | undefined;
}

const STEPS: Record<string, { days?: number; hours?: number }> = {
  ArrowLeft: { days: -1 },
  ArrowRight: { days: 1 },
  ArrowUp: { hours: -1 },
  ArrowDown: { hours: 1 },
};

const NO_DUTY: DutyDay = { pieces: [], lanes: 0, closed: undefined };

const hourFormat = new Intl.DateTimeFormat('en-US', { hour: 'numeric' });
const hourInWords = (hour: number) => hourFormat.format(new Date(2026, 0, 1, hour));

/** Days beside each other, hours below each other. */
export function HourGrid(props: HourGridProps) {
  const { days, items, duty, named, moving, drag, onGrab, onMove } = props;
  const placed = items.map((item) => ({ item, at: moving.get(item.id) ?? item.at }));
  const today = dayOf(Date.now());
  // What is moved by key keeps the focus where it went.
  const follow = useRef<string | null>(null);
  useEffect(() => {
    if (follow.current === null) return;
    document.querySelector<HTMLElement>(`[data-item="${follow.current}"]`)?.focus();
  });
  const byKey = (event: KeyboardEvent, item: Planned, at: string) => {
    const step = STEPS[event.key];
    if (!event.shiftKey || !step || !onMove || item.type !== 'task') return;
    event.preventDefault();
    follow.current = item.id;
    onMove(item, movedBy(at, step));
  };
  return (
    <Box
      data-scrolls
      role="region"
      aria-label="The calendar"
      tabIndex={0}
      sx={{ overflowX: 'auto', userSelect: drag ? 'none' : undefined }}
    >
      <Box
        component="table"
        onBlur={() => {
          follow.current = null;
        }}
        sx={{
          width: '100%',
          minWidth: days.length > 1 ? 940 : undefined,
          borderCollapse: 'collapse',
          tableLayout: 'fixed',
          bgcolor: 'background.paper',
          '& th, & td': { border: 1, borderColor: 'divider', verticalAlign: 'top' },
          '& th': { p: 0.75, textAlign: 'left', fontSize: '0.8125rem' },
        }}
      >
        <thead>
          <tr>
            <Box component="td" sx={{ width: 64 }} />
            {days.map((day) => (
              <Box
                component="th"
                scope="col"
                key={day}
                aria-current={day === today ? 'date' : undefined}
                sx={{ color: day === today ? 'primary.main' : 'text.secondary' }}
              >
                {dayInWords(day)}
                {duty.get(day)?.closed && (
                  <Box component="span" sx={{ display: 'block', color: 'warning.main' }}>
                    Closed: {duty.get(day)?.closed}
                  </Box>
                )}
              </Box>
            ))}
          </tr>
          {[...duty.values()].some(({ lanes }) => lanes > 0) && (
            <tr>
              <Box component="th" scope="row" sx={{ color: 'text.secondary', fontWeight: 500 }}>
                Shifts
              </Box>
              {days.map((day) => (
                <Box component="td" key={day} sx={{ p: 0.5 }}>
                  {duty.has(day) && <ShiftWords duty={duty.get(day) ?? NO_DUTY} named={named} />}
                </Box>
              ))}
            </tr>
          )}
        </thead>
        <tbody>
          {hoursFor(
            placed.map(({ at }) => at),
            hoursOnDuty(duty),
          ).map((hour) => (
            <tr key={hour}>
              <Box component="th" scope="row" sx={{ color: 'text.secondary', fontWeight: 500 }}>
                {hourInWords(hour)}
              </Box>
              {days.map((day) => {
                const place = placeOf(day, hour);
                const onDay = duty.get(day) ?? NO_DUTY;
                return (
                  <Box
                    component="td"
                    key={day}
                    data-drop={place}
                    sx={{
                      height: 48,
                      p: 0.5,
                      pl: `${roomFor(onDay.lanes)}px`,
                      position: 'relative',
                      bgcolor:
                        drag?.over === place
                          ? 'action.selected'
                          : day === today
                            ? 'action.hover'
                            : undefined,
                    }}
                  >
                    <ShiftBands duty={onDay} hour={hour} />
                    {placed
                      .filter(({ at }) => dayOf(at) === day && new Date(at).getHours() === hour)
                      .map(({ item, at }) => (
                        <ItemChip
                          key={item.id}
                          item={item}
                          at={at}
                          underway={moving.has(item.id) || drag?.item.id === item.id}
                          onGrab={onGrab}
                          onKeyDown={(event) => byKey(event, item, at)}
                        />
                      ))}
                  </Box>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}
