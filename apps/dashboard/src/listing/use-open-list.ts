import { useStoreContext } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import type { FilterValues } from './column';

/** Opens a list narrowed to some records, without a word of it in the address. */
export function useOpenList(): (resource: string, filter: FilterValues) => void {
  const store = useStoreContext();
  const navigate = useNavigate();
  return (resource, filter) => {
    const before = store.getItem<object>(`${resource}.listParams`) ?? {};
    store.setItem(`${resource}.listParams`, {
      ...before,
      filter,
      displayedFilters: {},
      page: 1,
      perPage: 25,
    });
    void navigate(`/${resource}`);
  };
}
