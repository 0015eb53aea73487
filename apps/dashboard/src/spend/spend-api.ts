import { useQueryClient } from '@tanstack/react-query';
import type { SpendImportEdit, SpendImportView, SpendView } from '#contract';
import { send, sendFile } from '../api/http-client';
import { REPORTS_KEY } from '../live/live';

const run = (id: string, what = '') => `/api/spend-imports/${encodeURIComponent(id)}${what}`;

export const spendActions = {
  remove: ({ id, version }: SpendView) =>
    send<SpendView>('POST', `/api/spend/${encodeURIComponent(id)}/removal`, { version }),
  upload: (file: File, sourceId: string) => {
    const query = sourceId === '' ? '' : `?sourceId=${encodeURIComponent(sourceId)}`;
    return sendFile<SpendImportView>(`/api/spend-imports${query}`, file);
  },
  edit: (id: string, edit: SpendImportEdit) => send<SpendImportView>('PUT', run(id), edit),
  step: ({ id, version }: SpendImportView, what: 'start' | 'undo') =>
    send<SpendImportView>('POST', run(id, `/${what}`), { version }),
};

/** After money changed, everything that shows it asks again. */
export function useSpendDone(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all(
      [['spend'], ['spend-imports'], REPORTS_KEY].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };
}
