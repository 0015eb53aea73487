import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { NumberUnit, NumberValue } from '#contract';
import { partsInWords, valueInWords } from '../asking/value-words';

/** A cell: a value and, where there are records behind it, the way to them. */
export interface ValueCell {
  value: NumberValue | undefined;
  unit: NumberUnit;
  onOpen?: (() => void) | undefined;
}

interface RowsTableProps {
  label: string;
  /** What the first column holds. */
  head: string;
  columns: readonly string[];
  rows: readonly { key: string; name: string; cells: readonly ValueCell[] }[];
}

/** Numbers in rows and columns; each opens the records it counts. */
export function RowsTable({ label, head, columns, rows }: RowsTableProps) {
  return (
    <Table size="small" aria-label={label}>
      <TableHead>
        <TableRow>
          <TableCell>{head}</TableCell>
          {columns.map((column) => (
            <TableCell key={column} align="right" sx={{ whiteSpace: 'normal !important' }}>
              {column}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ key, name, cells }) => (
          <TableRow key={key} hover>
            <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
              {name}
            </TableCell>
            {cells.map((cell, at) => (
              <TableCell
                key={columns[at]}
                align="right"
                sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
              >
                <Value {...cell} name={`${name}, ${columns[at] ?? ''}`} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Value({ value, unit, onOpen, name }: ValueCell & { name: string }) {
  if (!value) return '–';
  const words = valueInWords(value.value, unit);
  const parts = partsInWords(value, unit);
  if (!onOpen || value.counted === 0) return <span title={parts ?? undefined}>{words}</span>;
  return (
    <Link
      component="button"
      type="button"
      underline="hover"
      color="inherit"
      title={parts ?? undefined}
      aria-label={`${name}: ${words}. Show the records`}
      onClick={onOpen}
      sx={{ font: 'inherit', fontVariantNumeric: 'inherit' }}
    >
      {words}
    </Link>
  );
}
