import { useQueryClient } from '@tanstack/react-query';
import type { ImportRunView } from '#contract';
import { httpClient, send } from '../api/http-client';

const run = (id: string, what = '') => `/api/directory-imports/${encodeURIComponent(id)}${what}`;

/** Key of the rows of a run. */
export const rowsKey = (id: string, state: string, page: number) => [
  'directory-imports',
  'rows',
  id,
  state,
  page,
];

/** The verbs of an import. */
export const importActions = {
  upload: async (file: File, asOf: string): Promise<ImportRunView> => {
    const query = asOf === '' ? '' : `?asOf=${encodeURIComponent(`${asOf}T00:00:00Z`)}`;
    const { json } = await httpClient(`/api/directory-imports${query}`, {
      method: 'POST',
      body: file,
      headers: new Headers({
        accept: 'application/json',
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
      }),
    });
    return json as ImportRunView;
  },
  edit: (id: string, input: object) => send<ImportRunView>('PUT', run(id), input),
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
