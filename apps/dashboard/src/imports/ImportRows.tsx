import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import {
  IMPORT_ROW_STATES,
  type ImportRowState,
  type ImportRowView,
  type ImportRunView,
  labelOf,
} from '#contract';
import { read } from '../api/http-client';
import { factFieldInWords } from '../facilities/facility-words';
import { Mark } from '../facilities/TrustMark';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { valueInWords } from '../words/field';
import { rowsKey } from './import-api';

const PAGE = 25;
const COLOURS = {
  new: 'green',
  update: 'blue',
  same: 'grey',
  conflict: 'orange',
  duplicate: 'yellow',
  bad: 'red',
} as const satisfies Record<ImportRowState, string>;

/** The rows of an import, by what they come to. */
export function ImportRows({ run }: { run: ImportRunView }) {
  const [state, setState] = useState<ImportRowState | ''>('');
  const [page, setPage] = useState(0);
  const total = state === '' ? (run.total ?? 0) : run.counts[state];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...rowsKey(run.id, state, page), run.version],
    queryFn: ({ signal }) => {
      const filter = encodeURIComponent(JSON.stringify(state === '' ? {} : { state }));
      const range = encodeURIComponent(JSON.stringify([page * PAGE, page * PAGE + PAGE - 1]));
      const path = `/api/directory-imports/${run.id}/rows?filter=${filter}&range=${range}`;
      return read<ImportRowView[]>(path, signal);
    },
    retry: 1,
  });
  const choose = (next: ImportRowState | '') => {
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
        aria-label="Rows"
      >
        <Pick
          label={`All ${(run.total ?? 0).toLocaleString('en-US')}`}
          on={state === ''}
          onClick={() => choose('')}
        />
        {IMPORT_ROW_STATES.map(({ code, label }) => (
          <Pick
            key={code}
            label={`${label}: ${run.counts[code].toLocaleString('en-US')}`}
            on={state === code}
            disabled={run.counts[code] === 0}
            onClick={() => choose(code)}
          />
        ))}
      </Stack>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={240} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {(data ?? []).map((row) => (
          <Row key={row.id} row={row} />
        ))}
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
            disabled={(page + 1) * PAGE >= Math.min(total, 10_000)}
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
  on: boolean;
  disabled?: boolean;
  onClick: () => void;
}

function Pick({ label, on, disabled, onClick }: PickProps) {
  return (
    <Chip
      component="button"
      clickable
      disabled={disabled}
      aria-pressed={on}
      color={on ? 'primary' : 'default'}
      variant={on ? 'filled' : 'outlined'}
      label={label}
      onClick={onClick}
    />
  );
}

function Row({ row }: { row: ImportRowView }) {
  return (
    <Box
      component="li"
      sx={{
        py: 1.25,
        borderBottom: 1,
        borderColor: 'divider',
        display: 'grid',
        gap: 0.5,
        '&:last-of-type': { borderBottom: 0 },
      }}
    >
      <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <Mark label={labelOf(IMPORT_ROW_STATES, row.state)} colour={COLOURS[row.state]} />
        <Typography component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {row.facilityId ? (
            <Link component={RouterLink} to={`/facilities/${row.facilityId}/show`}>
              {row.name}
            </Link>
          ) : (
            (row.name ?? 'Without a name')
          )}
        </Typography>
        <Typography component="span" variant="body2" color="textSecondary">
          row {row.row}
          {row.place && ` · ${row.place}`}
        </Typography>
      </Stack>
      {row.conflicts.map((one) => (
        <Typography key={`${one.of} ${one.field}`} variant="body2" sx={{ color: 'warning.main' }}>
          {one.of}, {factFieldInWords(one.field).toLowerCase()}: we have{' '}
          {valueInWords(one.field, one.current)}, the file says {valueInWords(one.field, one.found)}
        </Typography>
      ))}
      {row.changes.map((one) => (
        <Typography
          key={`${one.of} ${one.field} ${valueInWords(one.field, one.after)}`}
          variant="body2"
        >
          {one.of}, {factFieldInWords(one.field).toLowerCase()}:{' '}
          {valueInWords(one.field, one.before)} → {valueInWords(one.field, one.after)}
        </Typography>
      ))}
      {row.problems.map((problem) => (
        <Typography key={problem} variant="body2" color="textSecondary">
          {problem}
        </Typography>
      ))}
      {row.left && (
        <Typography variant="body2" sx={{ color: 'warning.main' }}>
          Left: {row.left}
        </Typography>
      )}
    </Box>
  );
}
