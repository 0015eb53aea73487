import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  labelOf,
  SPEND_LINE_STATES,
  type SpendImportView,
  type SpendLineState,
  type SpendLineView,
} from '#contract';
import { read } from '../api/http-client';
import { Mark } from '../facilities/TrustMark';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { dollars, monthInWords } from '../words/money';
import { NameOf } from '../words/NameOf';
import { linesKey } from './spend-api';

const PAGE = 25;
const COLOURS = {
  new: 'green',
  update: 'blue',
  same: 'grey',
  bad: 'red',
} as const satisfies Record<SpendLineState, string>;

/** The lines of an import, by what they come to. */
export function SpendLines({ run }: { run: SpendImportView }) {
  const [state, setState] = useState<SpendLineState | ''>('');
  const [page, setPage] = useState(0);
  const all = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  const total = state === '' ? all : run.counts[state];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...linesKey(run.id, state, page), run.version],
    queryFn: ({ signal }) => {
      const filter = encodeURIComponent(JSON.stringify(state === '' ? {} : { state }));
      const range = encodeURIComponent(JSON.stringify([page * PAGE, page * PAGE + PAGE - 1]));
      const path = `/api/spend-imports/${run.id}/lines?filter=${filter}&range=${range}`;
      return read<SpendLineView[]>(path, signal);
    },
    retry: 1,
  });
  const choose = (next: SpendLineState | '') => {
    setState(next);
    setPage(0);
  };
  return (
    <Panel title={run.state === 'ready' ? 'What it would do' : 'What it did'}>
      <Stack
        direction="row"
        useFlexGap
        role="group"
        aria-label="Lines"
        sx={{ flexWrap: 'wrap', gap: 1, mb: 1.5 }}
      >
        {[{ code: '' as const, label: 'All' }, ...SPEND_LINE_STATES].map(({ code, label }) => (
          <Chip
            key={code}
            component="button"
            clickable
            disabled={code !== '' && run.counts[code] === 0}
            aria-pressed={state === code}
            color={state === code ? 'primary' : 'default'}
            variant={state === code ? 'filled' : 'outlined'}
            label={`${label}: ${(code === '' ? all : run.counts[code]).toLocaleString('en-US')}`}
            onClick={() => choose(code)}
          />
        ))}
      </Stack>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={240} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {(data ?? []).map((line) => (
          <Line key={line.id} line={line} />
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
          <Button disabled={(page + 1) * PAGE >= total} onClick={() => setPage(page + 1)}>
            Later
          </Button>
        </Stack>
      )}
    </Panel>
  );
}

function Line({ line }: { line: SpendLineView }) {
  const { month, cents, before } = line;
  return (
    <Box
      component="li"
      sx={{
        py: 1.25,
        borderTop: 1,
        borderColor: 'divider',
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
      }}
    >
      <Mark label={labelOf(SPEND_LINE_STATES, line.state)} colour={COLOURS[line.state]} />
      <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {month !== null && (
          <Typography component="span" sx={{ fontWeight: 600 }}>
            {monthInWords(month)}, <NameOf resource="sources" id={line.sourceId} />
            {line.campaign && ` · ${line.campaign}`}
          </Typography>
        )}
        <Typography variant="body2" color="textSecondary">
          {line.rows === 1 ? `Row ${line.row}` : `${line.rows} rows, the first is ${line.row}`}
          {line.problems.map((problem) => ` · ${problem}`)}
          {line.left !== null && ` · Left: ${line.left}`}
        </Typography>
      </Box>
      {cents !== null && (
        <Typography sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {before !== null && before !== cents && `${dollars(before)} → `}
          <strong>{dollars(cents)}</strong>
        </Typography>
      )}
    </Box>
  );
}
