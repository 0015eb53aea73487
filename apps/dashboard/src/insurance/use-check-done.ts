import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import type { BenefitCheckView } from '#contract';
import { useRefreshLead } from '../leads/actions/use-lead-done';

/** After something was done to a check: brings it, the queue and the lead up to date. */
export function useCheckDone(check: BenefitCheckView): (sentence: string) => Promise<void> {
  const queryClient = useQueryClient();
  const refresh = useRefreshLead();
  const notify = useNotify();
  return async (sentence) => {
    await queryClient.invalidateQueries({ queryKey: ['benefit-checks'] });
    await refresh(check.leadId);
    notify(sentence, { type: 'success' });
  };
}
