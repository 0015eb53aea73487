import { useQueryClient } from '@tanstack/react-query';
import type { ImportConflict, ImportRunView, ImportSide } from '#contract';
import { send, sendFile } from '../api/http-client';

const run = (id: string, what = '') => `/api/directory-imports/${encodeURIComponent(id)}${what}`;

/** The verbs of an import. */
export const importActions = {
  upload: (file: File, asOf: string) => {
    const query = asOf === '' ? '' : `?asOf=${encodeURIComponent(`${asOf}T00:00:00Z`)}`;
    return sendFile<ImportRunView>(`/api/directory-imports${query}`, file);
  },
  edit: (id: string, input: object) => send<ImportRunView>('PUT', run(id), input),
  chooseForAll: (id: string, input: { version: number; take: ImportSide }) =>
    send<ImportRunView>('POST', run(id, '/conflicts'), input),
  choose: (id: string, row: number, input: ImportConflict) =>
    send<ImportRunView>('POST', run(id, `/rows/${row}/conflicts`), input),
  step: (id: string, what: 'start' | 'undo', version: number) =>
    send<ImportRunView>('POST', run(id, `/${what}`), { version }),
};

/** After something was done to an import everything that shows it asks again. */
export function useImportDone(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: ['directory-imports'] });
    await queryClient.invalidateQueries({ queryKey: ['facilities'] });
  };
}
