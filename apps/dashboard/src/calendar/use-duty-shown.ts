import { addDays, type ShiftView } from '#contract';
import { useClosedDays, useShifts } from '../duty/duty-api';
import { useMe } from '../session/me';
import { startOf } from './calendar-days';
import { type DutyDay, dutyByDay } from './shifts-shown';

const NO_SHIFTS: readonly ShiftView[] = [];

/**
 * Who works on these days: whoever's calendar it is, or everybody. What cannot be read is left out: the
 * tasks are what one came for.
 */
export function useDutyShown(
  days: readonly string[],
  owner: string,
  everybody: boolean,
): ReadonlyMap<string, DutyDay> {
  const { me } = useMe();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const shifts = useShifts(startOf(first), startOf(addDays(last, 1))).data ?? NO_SHIFTS;
  const whose = owner === 'me' ? me?.id : owner;
  const shown = everybody ? shifts : shifts.filter(({ staffId }) => staffId === whose);
  const closed = new Map(
    useClosedDays().data?.flatMap(({ day, name, closed: isClosed }) =>
      isClosed ? [[day, name] as const] : [],
    ),
  );
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return dutyByDay(days, shown, closed, zone);
}
