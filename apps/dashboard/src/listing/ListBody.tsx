import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type RaRecord, useListContext } from 'react-admin';
import { CardList } from './CardList';
import type { ListPageProps } from './ListPage';
import { RecordTable } from './RecordTable';
import { Emptiness, Failure } from './states';

/** The rows, or why there are none. */
export function ListBody<T extends RaRecord>(props: ListPageProps<T>) {
  const { data, isPending, error, filterValues, setFilters, refetch } = useListContext<T>();
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!isPending && data?.length === 0) {
    const narrowed = JSON.stringify(filterValues) !== JSON.stringify(props.startWith ?? {});
    return narrowed ? (
      <Emptiness
        title="Nothing matches"
        sentence="No record fits these filters. Take one away to see more."
        onClear={() => setFilters({}, {})}
      />
    ) : (
      <Emptiness {...props.empty} />
    );
  }
  return isPhone ? <CardList {...props} /> : <RecordTable {...props} />;
}
