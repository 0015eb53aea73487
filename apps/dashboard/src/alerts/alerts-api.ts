import { useQuery } from '@tanstack/react-query';
import type { AlertView } from '#contract';
import { read, send } from '../api/http-client';

/** The stream of events asks for this again with each step of an alert. */
export const ALERTS_KEY = ['alerts', 'getList'];
/** Should the stream be away: nobody in danger waits longer than this to be seen. */
const LOOK_AGAIN_MS = 20_000;

/** What nobody has taken on yet. */
export function useAlerts(enabled: boolean) {
  return useQuery({
    queryKey: ALERTS_KEY,
    queryFn: ({ signal }) => read<AlertView[]>('/api/alerts', signal),
    refetchInterval: LOOK_AGAIN_MS,
    enabled,
  });
}

/** Takes a lead's alert on. */
export const acknowledge = (leadId: string) =>
  send<AlertView>('POST', `/api/alerts/${encodeURIComponent(leadId)}/acknowledgement`, {});
