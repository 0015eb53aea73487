import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import Button from '@mui/material/Button';
import type { Slice } from '#contract';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { useCatalogue } from '../asking/catalogue';
import { type Question, useNumbers } from '../asking/use-numbers';
import { Definition } from './Definition';
import { RowsTable } from './RowsTable';
import { Unasked } from './Unasked';
import { rowName, useOpening } from './use-opening';

interface SliceTableProps {
  title: string;
  by: readonly Slice[];
  head: string;
  names: readonly [string, ...string[]];
  filter?: Question['filter'];
  period?: Question['period'];
}

const FIRST = 15;
/** Nobody reads more; an export has them all. */
const MOST = 500;

/** Several numbers by one or more slices; the first number orders the rows. */
export function SliceTable({ title, by, head, names, filter, period }: SliceTableProps) {
  const { of, asked, error, isPending, refetch, unasked } = useNumbers({
    names,
    by,
    compare: false,
    // Each number has its own largest rows: of several, all are asked for.
    ...(names.length === 1 ? { most: MOST } : {}),
    ...(filter ? { filter } : {}),
    ...(period ? { period } : {}),
  });
  const { data: catalogue } = useCatalogue();
  const open = useOpening(asked);
  const [all, setAll] = useState(false);
  const rows = (of(names[0])?.rows ?? []).filter(
    ({ counted, of: divisor }) => counted > 0 || (divisor ?? 0) > 0,
  );
  const shown = all ? rows : rows.slice(0, FIRST);
  const meanings = names.flatMap(
    (name) => catalogue?.numbers.find((number) => number.name === name) ?? [],
  );
  return (
    <Panel
      title={title}
      action={
        rows.length > FIRST && (
          <Button size="small" onClick={() => setAll(!all)}>
            {all
              ? `First ${FIRST}`
              : `${of(names[0])?.truncated ? 'Largest' : 'All'} ${rows.length}`}
          </Button>
        )
      }
    >
      {!!error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={240} />}
      {!isPending && !error && rows.length === 0 && (
        <Emptiness
          title="Nothing in this period"
          sentence="Choose other days or fewer filters; what comes in appears by itself."
        />
      )}
      {shown.length > 0 && (
        <Box sx={{ overflowX: 'auto' }}>
          <RowsTable
            label={title}
            head={head}
            columns={names.map((name) => of(name)?.label ?? name)}
            rows={shown.map((row) => ({
              key: JSON.stringify(row.keys),
              name: rowName(row),
              cells: names.map((name) => {
                const answer = of(name);
                const found = answer?.rows.find(
                  ({ keys }) => JSON.stringify(keys) === JSON.stringify(row.keys),
                );
                return {
                  value: found,
                  unit: answer?.unit ?? 'count',
                  onOpen: open && answer && found ? () => open(answer, found) : undefined,
                };
              }),
            }))}
          />
        </Box>
      )}
      <Unasked labels={unasked} />
      {meanings.length > 0 && (
        <Box
          component="details"
          sx={{
            mt: 1.5,
            fontSize: '0.8125rem',
            color: 'text.secondary',
            '& summary': { cursor: 'pointer' },
          }}
        >
          <summary>What these numbers mean</summary>
          {meanings.map((definition) => (
            <Box key={definition.name} sx={{ mt: 1 }}>
              <strong>{definition.label}</strong>
              <Definition definition={definition} />
            </Box>
          ))}
        </Box>
      )}
    </Panel>
  );
}
