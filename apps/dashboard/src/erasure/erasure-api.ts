import { useQueryClient } from '@tanstack/react-query';
import type { ErasureView, LegalHoldView, RetentionRuleView } from '#contract';
import { send } from '../api/http-client';

const of = (resource: string, id: string, what: string) =>
  `/api/${resource}/${encodeURIComponent(id)}/${what}`;

/** Key of the rules of retention. */
export const RETENTION_KEY = ['retention-rules'];

/** The verbs of erasing, holding and keeping. */
export const erasureActions = {
  ask: (leadNumber: number, reason: string) =>
    send<{ id: string }>('POST', '/api/erasure-requests', { leadNumber, reason }),
  approve: (id: string, version: number) =>
    send<ErasureView>('POST', of('erasure-requests', id, 'approval'), { version }),
  refuse: (id: string, version: number, reason: string) =>
    send<ErasureView>('POST', of('erasure-requests', id, 'refusal'), { version, reason }),
  hold: (leadNumber: number, reason: string) =>
    send<LegalHoldView>('POST', '/api/legal-holds', { leadNumber, reason }),
  lift: (id: string, version: number) =>
    send<LegalHoldView>('POST', of('legal-holds', id, 'lifting'), { version }),
  keep: (kind: string, version: number, keepDays: number | null) =>
    send<RetentionRuleView>('PUT', `/api/retention-rules/${encodeURIComponent(kind)}`, {
      version,
      keepDays,
    }),
};

/** After something was done everything that shows it asks again. */
export function useErasureDone(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    for (const key of ['erasure-requests', 'legal-holds', 'retention-rules']) {
      await queryClient.invalidateQueries({ queryKey: [key] });
    }
  };
}
