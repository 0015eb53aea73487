import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { leadPartKey, QUEUE_KEY, REPORTS_KEY, timelineKey } from '../../live/live';

/** After an action: says so, and brings everything that shows this lead up to date. */
export function useLeadDone(leadId: string): (sentence: string) => Promise<void> {
  const queryClient = useQueryClient();
  const notify = useNotify();
  return async (sentence) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['leads', 'getOne', { id: leadId }] }),
      queryClient.invalidateQueries({ queryKey: timelineKey(leadId) }),
      queryClient.invalidateQueries({ queryKey: leadPartKey(leadId) }),
    ]);
    void queryClient.invalidateQueries({ queryKey: ['leads', 'getList'] });
    void queryClient.invalidateQueries({ queryKey: ['tasks'] });
    void queryClient.invalidateQueries({ queryKey: REPORTS_KEY });
    void queryClient.invalidateQueries({ queryKey: QUEUE_KEY });
    notify(sentence, { type: 'success' });
  };
}
