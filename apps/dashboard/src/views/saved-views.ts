import { useQueryClient } from '@tanstack/react-query';
import { useGetList } from 'react-admin';
import type { SavedViewSettings, SavedViewView, ViewResource } from '#contract';
import { send } from '../api/http-client';

const one = (id: string) => `/api/saved-views/${encodeURIComponent(id)}`;

interface NewView {
  resource: ViewResource;
  name: string;
  settings: SavedViewSettings;
  shared: boolean;
}
type ViewEdit = Partial<Omit<NewView, 'resource'>> & { version: number };

export const viewActions = {
  create: (view: NewView) => send<SavedViewView>('POST', '/api/saved-views', view),
  edit: (id: string, edit: ViewEdit) => send<SavedViewView>('PUT', one(id), edit),
  remove: (id: string) => send<SavedViewView>('POST', `${one(id)}/removal`, {}),
};

/** One's own views of a list and the shared ones, by name. */
export function useSavedViews(resource: ViewResource) {
  const queryClient = useQueryClient();
  const { data, error, isPending } = useGetList<SavedViewView>(
    'saved-views',
    {
      filter: { resource },
      pagination: { page: 1, perPage: 200 },
      sort: { field: 'name', order: 'ASC' },
    },
    { staleTime: 30_000, retry: 1 },
  );
  return {
    views: data ?? [],
    error,
    isPending,
    refresh: () => queryClient.invalidateQueries({ queryKey: ['saved-views'] }),
  };
}

/** Whether two views show the same: the order of their filters does not matter. */
export function showTheSame(a: SavedViewSettings, b: SavedViewSettings): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder({ filter, sort, columns }: SavedViewSettings) {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return [
    given.toSorted(([a], [b]) => a.localeCompare(b)),
    sort,
    columns === null ? null : columns.toSorted(),
  ];
}
