import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { addDays, type Calendar, type CalendarItem, type TaskView } from '#contract';
import { read, send } from '../api/http-client';
import { CALENDAR_KEY } from '../live/live';
import { startOf } from './calendar-days';

/** A task, or the next step of a follow-up plan. Shifts are read as duty has them. */
export type Planned = Exclude<CalendarItem, { type: 'shift' }>;
export type PlannedTask = Extract<Planned, { type: 'task' }>;

export interface Window {
  days: readonly string[];
  /** A colleague's id, "me", "none" or "all". */
  owner: string;
  done: boolean;
}

/** What is planned on these days. */
export function useCalendar({ days, owner, done }: Window) {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const query = new URLSearchParams({
    from: startOf(first),
    to: startOf(addDays(last, 1)),
    done: String(done),
  });
  if (owner !== 'all') query.set('owner', owner);
  const { data, ...rest } = useQuery({
    queryKey: [...CALENDAR_KEY, query.toString()],
    queryFn: ({ signal }) => read<Calendar>(`/api/calendar?${query.toString()}`, signal),
    placeholderData: keepPreviousData,
    retry: 1,
  });
  const items = data?.items.filter((item): item is Planned => item.type !== 'shift');
  return { ...rest, items, cut: data?.cut ?? false };
}

export const moveTask = (id: string, version: number, dueAt: string) =>
  send<TaskView>('PUT', `/api/tasks/${encodeURIComponent(id)}`, { version, dueAt });
