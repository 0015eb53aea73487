import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { MAX_OFFSET } from '#contract';
import { read } from '../api/http-client';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';

const PAGE = 25;

interface RunRowsProps<State extends string, Row> {
  run: { id: string; version: number; state: string; counts: Record<State, number> };
  resource: 'directory-imports' | 'spend-imports';
  /** What the resource calls them. */
  part: 'rows' | 'lines';
  states: readonly { code: State; label: string }[];
  children: (row: Row) => ReactNode;
}

/** What an import comes to, row by row, all of them or those of one state. */
export function RunRows<State extends string, Row>({
  run,
  resource,
  part,
  states,
  children,
}: RunRowsProps<State, Row>) {
  const [state, setState] = useState<State | null>(null);
  const [page, setPage] = useState(0);
  const all = states.reduce((sum, { code }) => sum + run.counts[code], 0);
  const total = state === null ? all : run.counts[state];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [resource, part, run.id, state, page, run.version],
    queryFn: ({ signal }) => {
      const filter = encodeURIComponent(JSON.stringify(state === null ? {} : { state }));
      const range = encodeURIComponent(JSON.stringify([page * PAGE, page * PAGE + PAGE - 1]));
      const path = `/api/${resource}/${run.id}/${part}?filter=${filter}&range=${range}`;
      return read<Row[]>(path, signal);
    },
    retry: 1,
  });
  const choose = (next: State | null) => {
    setState(next);
    setPage(0);
  };
  return (
    <Panel title={run.state === 'ready' ? 'What it would do' : 'What it did'}>
      <Stack
        direction="row"
        spacing={1}
        useFlexGap
        sx={{ flexWrap: 'wrap', mb: 2 }}
        role="group"
        aria-label={part === 'rows' ? 'Rows' : 'Lines'}
      >
        <Pick label="All" count={all} on={state === null} onClick={() => choose(null)} />
        {states.map(({ code, label }) => (
          <Pick
            key={code}
            label={label}
            count={run.counts[code]}
            on={state === code}
            disabled={run.counts[code] === 0}
            onClick={() => choose(code)}
          />
        ))}
      </Stack>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={240} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {data?.map(children)}
      </Box>
      {total > PAGE && (
        <Stack direction="row" spacing={1} sx={{ mt: 1.5, alignItems: 'center' }}>
          <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
            Earlier
          </Button>
          <Typography variant="body2">
            {page * PAGE + 1}–{Math.min(total, (page + 1) * PAGE)} of{' '}
            {total.toLocaleString('en-US')}
          </Typography>
          <Button
            disabled={(page + 1) * PAGE >= Math.min(total, MAX_OFFSET)}
            onClick={() => setPage(page + 1)}
          >
            Later
          </Button>
        </Stack>
      )}
    </Panel>
  );
}

interface PickProps {
  label: string;
  count: number;
  on: boolean;
  disabled?: boolean;
  onClick: () => void;
}

function Pick({ label, count, on, disabled, onClick }: PickProps) {
  return (
    <Chip
      component="button"
      clickable
      disabled={disabled}
      aria-pressed={on}
      color={on ? 'primary' : 'default'}
      variant={on ? 'filled' : 'outlined'}
      label={`${label}: ${count.toLocaleString('en-US')}`}
      onClick={onClick}
    />
  );
}
