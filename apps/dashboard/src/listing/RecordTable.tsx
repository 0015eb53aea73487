import Checkbox from '@mui/material/Checkbox';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { type RaRecord, useListContext } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import type { Column } from './column';
import { ChooseRow } from './ChooseRow';
import type { ListPageProps } from './ListPage';
import { useShownColumns } from './use-shown-columns';

/** The rows as a dense table. A click opens the row; the first link in it does the same for the keyboard. */
export function RecordTable<T extends RaRecord>(props: ListPageProps<T>) {
  const { data, isPending, isFetching } = useListContext<T>();
  const { shown } = useShownColumns(props.resource, props.columns);
  return (
    <TableContainer sx={{ overflowX: 'auto' }}>
      <Table aria-label={props.title} aria-busy={isFetching} size="small">
        <TableHead>
          <TableRow>
            {props.bulk !== undefined && <ChoosePage />}
            {shown.map((column) => (
              <HeadCell key={column.key} column={column} />
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {isPending
            ? Array.from({ length: 8 }, (_, index) => (
                <SkeletonRow
                  key={index}
                  width={shown.length + (props.bulk === undefined ? 0 : 1)}
                />
              ))
            : data?.map((row) => <Row key={row.id} {...props} row={row} columns={shown} />)}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function HeadCell<T>({ column }: { column: Column<T> }) {
  const { sort, setSort } = useListContext();
  const field = column.sort;
  if (field === undefined) return <TableCell align={column.align}>{column.label}</TableCell>;
  const active = sort.field === field;
  const direction = sort.order === 'DESC' ? 'desc' : 'asc';
  return (
    <TableCell align={column.align} sortDirection={active ? direction : false}>
      <TableSortLabel
        active={active}
        direction={active ? direction : 'desc'}
        onClick={() => setSort({ field, order: active && direction === 'desc' ? 'ASC' : 'DESC' })}
      >
        {column.label}
      </TableSortLabel>
    </TableCell>
  );
}

/** Chooses all rows of this page, or none of them. */
function ChoosePage() {
  const { data, selectedIds, onSelect } = useListContext();
  const here = (data ?? []).map(({ id }) => id);
  const count = here.filter((id) => selectedIds.includes(id)).length;
  const all = count > 0 && count === here.length;
  const elsewhere = selectedIds.filter((id) => !here.includes(id));
  return (
    <TableCell padding="checkbox">
      <Checkbox
        size="small"
        checked={all}
        indeterminate={count > 0 && !all}
        onChange={() => onSelect(all ? elsewhere : [...elsewhere, ...here])}
        slotProps={{ input: { 'aria-label': 'Choose all on this page' } }}
      />
    </TableCell>
  );
}

interface RowProps<T extends RaRecord> extends ListPageProps<T> {
  row: T;
}

function Row<T extends RaRecord>({ row, columns, rowTo, onRow, rowName, bulk }: RowProps<T>) {
  const navigate = useNavigate();
  const to = rowTo?.(row) ?? null;
  const open = onRow ? () => onRow(row) : to === null ? undefined : () => void navigate(to);
  return (
    <TableRow
      hover={open !== undefined}
      onClick={(event) => {
        const target = event.target as HTMLElement;
        if (!target.closest('a,button,input')) open?.();
      }}
      sx={{ cursor: open ? 'pointer' : undefined, '&:last-child td': { borderBottom: 0 } }}
    >
      {bulk !== undefined && (
        <TableCell padding="checkbox" onClick={(event) => event.stopPropagation()}>
          <ChooseRow id={row.id} name={rowName?.(row) ?? ''} />
        </TableCell>
      )}
      {columns.map((column) => (
        <TableCell key={column.key} align={column.align} sx={column.wrap ? WRAPS : FITS}>
          {column.cell(row)}
        </TableCell>
      ))}
    </TableRow>
  );
}

const FITS = {
  height: 44,
  maxWidth: 208,
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  fontVariantNumeric: 'tabular-nums',
} as const;
const WRAPS = { height: 44, minWidth: 160, overflowWrap: 'anywhere' } as const;

function SkeletonRow({ width }: { width: number }) {
  return (
    <TableRow>
      {Array.from({ length: width }, (_, index) => (
        <TableCell key={index} sx={{ height: 44 }}>
          <Skeleton width={`${45 + ((index * 23) % 40)}%`} />
        </TableCell>
      ))}
    </TableRow>
  );
}
