import { useQuery } from '@tanstack/react-query';
import type {
  CapacityView,
  ClosedDayView,
  DutyNow,
  OnDutyPerson,
  ShiftEdit,
  ShiftInput,
  ShiftPlanInput,
  ShiftView,
} from '#contract';
import type { z } from 'zod';
import { httpClient, read, send } from '../api/http-client';

export type Capacity = z.infer<typeof CapacityView>;
export const DUTY_KEY = ['duty'];
const LOOK_AGAIN_MS = 60_000;

const list = async <Row>(resource: string, filter: object, signal: AbortSignal) => {
  const query = new URLSearchParams({
    filter: JSON.stringify(filter),
    range: JSON.stringify([0, 199]),
  });
  const { json } = await httpClient(`/api/${resource}?${query}`, { signal });
  return json as Row[];
};
const of = (resource: string, id: string) => `/api/${resource}/${encodeURIComponent(id)}`;

/** What changes the duty calendar. Each answers when it is committed. */
export const dutyActions = {
  switchMe: (onDuty: boolean) => send<unknown>('PUT', '/api/duty/me', { onDuty }),
  setCapacity: (staffId: string, capacity: number | null) =>
    send<unknown>('PUT', `${of('duty', staffId)}/capacity`, { capacity }),
  addShift: (input: ShiftInput) => send<ShiftView>('POST', '/api/shifts', input),
  editShift: (id: string, input: ShiftEdit) => send<ShiftView>('PUT', of('shifts', id), input),
  cancelShift: (id: string, version: number) =>
    send<unknown>('POST', `${of('shifts', id)}/cancellation`, { version }),
  plan: (input: ShiftPlanInput) => send<{ shifts: ShiftView[] }>('POST', '/api/shift-plans', input),
  addClosedDay: (day: string, name: string, closed: boolean) =>
    send<unknown>('POST', '/api/closed-days', { day, name, closed }),
  setClosedDay: (day: string, name: string, closed: boolean) =>
    send<unknown>('PUT', of('closed-days', day), { name, closed }),
};

/** Who works now, and whether we are open. */
export function useDutyNow(enabled = true) {
  return useQuery({
    queryKey: [...DUTY_KEY, 'now'],
    queryFn: ({ signal }) => read<DutyNow>('/api/duty', signal),
    refetchInterval: LOOK_AGAIN_MS,
    enabled,
    retry: 1,
  });
}

/** The stretches that overlap a span of time. */
export function useShifts(from: string, to: string) {
  return useQuery({
    queryKey: [...DUTY_KEY, 'shifts', from, to],
    queryFn: ({ signal }) => list<ShiftView>('shifts', { from, to, cancelled: false }, signal),
    placeholderData: (before) => before,
    enabled: from !== '',
    retry: 1,
  });
}

/** How many open leads each colleague has and may have. */
export function useCapacities() {
  return useQuery({
    queryKey: [...DUTY_KEY, 'capacities'],
    queryFn: ({ signal }) => read<Capacity[]>('/api/duty/capacities', signal),
    retry: 1,
  });
}

/** Holidays and other days we are closed, or open all the same. */
export function useClosedDays() {
  return useQuery({
    queryKey: [...DUTY_KEY, 'closed-days'],
    queryFn: ({ signal }) => list<ClosedDayView>('closed-days', {}, signal),
    retry: 1,
  });
}

/** Somebody's load: "4 open", "12 of 15 open". */
export const loadInWords = ({
  openLeads,
  capacity,
}: Pick<OnDutyPerson, 'openLeads' | 'capacity'>) =>
  capacity === null ? `${openLeads} open` : `${openLeads} of ${capacity} open`;
