import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { WebhookInput, WebhookSecret, WebhookView } from '#contract';
import { read, send } from '../api/http-client';

const KEY = ['webhooks'];
const of = (resource: string, id: string, what = '') =>
  `/api/${resource}/${encodeURIComponent(id)}${what}`;

/** The verbs of webhooks. */
export const webhookActions = {
  add: (input: WebhookInput) => send<WebhookSecret>('POST', '/api/webhooks', input),
  edit: (id: string, edit: Partial<WebhookInput> & { version: number; active?: boolean }) =>
    send<WebhookView>('PUT', of('webhooks', id), edit),
  renew: (id: string, version: number) =>
    send<WebhookSecret>('POST', of('webhooks', id, '/secret'), { version }),
  again: (id: string) => send<{ id: string }>('POST', of('webhook-deliveries', id, '/retry'), {}),
};

/** Everybody outside who is told. */
export function useWebhooks() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => read<WebhookView[]>('/api/webhooks', signal),
    retry: 1,
  });
}

/** After something was done everything that shows it asks again. */
export function useWebhookDone(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    for (const key of ['webhooks', 'webhook-deliveries']) {
      await queryClient.invalidateQueries({ queryKey: [key] });
    }
  };
}
