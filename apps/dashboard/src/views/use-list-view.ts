import { useListContext, useStore } from 'react-admin';
import type { SavedViewSettings, SavedViewView, ViewResource } from '#contract';
import type { Column, FilterValues } from '../listing/column';
import { useShownColumns } from '../listing/use-shown-columns';
import { showTheSame, useSavedViews } from './saved-views';

interface OwnSettings {
  filter: FilterValues;
  sort: { field: string; order: 'ASC' | 'DESC' };
}

/**
 * The view a list shows: which one was chosen, whether it was changed since, and the way to another.
 * `own` is how the list looks when no view is chosen.
 */
export function useListView<T>(
  resource: ViewResource,
  columns: readonly Column<T>[],
  own: OwnSettings,
) {
  const saved = useSavedViews(resource);
  const { filterValues, setFilters, sort, setSort } = useListContext();
  const { chosen, choose, usual } = useShownColumns(resource, columns);
  const [viewId, setViewId] = useStore<string | null>(`${resource}.view`, null);
  const current = saved.views.find(({ id }) => id === viewId) ?? null;
  const settings: SavedViewSettings = {
    filter: filterValues as FilterValues,
    sort: [sort.field, sort.order === 'ASC' ? 'ASC' : 'DESC'],
    columns: chosen,
  };
  const show = (view: SavedViewView | null) => {
    setViewId(view?.id ?? null);
    setFilters(view?.settings.filter ?? own.filter, {});
    const [field, order] = view?.settings.sort ?? [own.sort.field, own.sort.order];
    setSort({ field, order });
    choose(view?.settings.columns ?? usual);
  };
  const changed =
    current !== null &&
    !showTheSame(settings, { ...current.settings, columns: current.settings.columns ?? usual });
  return { ...saved, current, settings, changed, show, setViewId };
}
