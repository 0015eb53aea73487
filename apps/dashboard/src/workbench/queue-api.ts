import { useQuery } from '@tanstack/react-query';
import type {
  HandoverInput,
  NextPerson,
  QueueRow,
  QueueSummary,
  ReturnInput,
  SnoozeInput,
} from '#contract';
import type { z } from 'zod';
import { httpClient, read, send } from '../api/http-client';
import { QUEUE_KEY } from '../live/live';

export type Scope = 'free' | 'mine' | 'team' | 'all';
export type Summary = z.infer<typeof QueueSummary>;
export type Next = z.infer<typeof NextPerson>;

/** Rows shown at once; whoever works from the top never needs more. */
const SHOWN = 100;
/** Holds open by the passing of time, which no event tells. */
const LOOK_AGAIN_MS = 30_000;

const lead = (id: string, what: string) => `/api/leads/${encodeURIComponent(id)}/${what}`;

async function list(filter: object, signal: AbortSignal) {
  const query = new URLSearchParams({
    filter: JSON.stringify(filter),
    range: JSON.stringify([0, SHOWN - 1]),
  });
  const { json, headers } = await httpClient(`/api/queue?${query}`, { signal });
  const total = Number(headers.get('content-range')?.split('/')[1] ?? json.length);
  return { rows: json as QueueRow[], total };
}

/** The verbs of the queue. Each answers when it is committed. */
export const queueActions = {
  next: () => send<Next>('POST', '/api/queue/next', {}),
  /** With the version one looks at, so that nobody takes what was taken a moment ago. */
  take: (leadId: string, version?: number) =>
    send<unknown>('POST', lead(leadId, 'taking'), { version }),
  snooze: (leadId: string, input: SnoozeInput) =>
    send<unknown>('POST', lead(leadId, 'snooze'), input),
  handOver: (leadId: string, input: HandoverInput) =>
    send<unknown>('POST', lead(leadId, 'handover'), input),
  giveBack: (leadId: string, input: ReturnInput) =>
    send<unknown>('POST', lead(leadId, 'return'), input),
};

/** Who waits, in order: `held` shows only what is held back, else only what waits now. */
export function useQueue(scope: Scope, held: boolean) {
  const filter = held ? { scope, held: true } : { scope };
  return useQuery({
    queryKey: [...QUEUE_KEY, 'list', filter],
    queryFn: ({ signal }) => list(filter, signal),
    placeholderData: (before) => before,
    refetchInterval: LOOK_AGAIN_MS,
    retry: 1,
  });
}

/** How the queue stands as a whole. */
export function useQueueSummary() {
  return useQuery({
    queryKey: [...QUEUE_KEY, 'summary'],
    queryFn: ({ signal }) => read<Summary>('/api/queue/summary', signal),
    refetchInterval: LOOK_AGAIN_MS,
    retry: 1,
  });
}
