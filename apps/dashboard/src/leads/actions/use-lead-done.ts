import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { BOARD_KEY, leadPartKey, QUEUE_KEY, REPORTS_KEY, timelineKey } from '../../live/live';

/** Brings everything that shows a lead up to date. */
export function useRefreshLead(): (leadId: string) => Promise<void> {
  const queryClient = useQueryClient();
  return async (leadId) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['leads', 'getOne', { id: leadId }] }),
      queryClient.invalidateQueries({ queryKey: timelineKey(leadId) }),
      queryClient.invalidateQueries({ queryKey: leadPartKey(leadId) }),
    ]);
    void queryClient.invalidateQueries({ queryKey: ['leads', 'getList'] });
    void queryClient.invalidateQueries({ queryKey: ['tasks'] });
    void queryClient.invalidateQueries({ queryKey: REPORTS_KEY });
    void queryClient.invalidateQueries({ queryKey: QUEUE_KEY });
    void queryClient.invalidateQueries({ queryKey: BOARD_KEY });
  };
}

/** After an action: says so, and brings everything that shows this lead up to date. */
export function useLeadDone(leadId: string): (sentence: string) => Promise<void> {
  const refresh = useRefreshLead();
  const notify = useNotify();
  return async (sentence) => {
    await refresh(leadId);
    notify(sentence, { type: 'success' });
  };
}
