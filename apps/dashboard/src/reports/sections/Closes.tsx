import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PeriodClose, PeriodCloseRow } from '#contract';
import { read } from '../../api/http-client';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { REPORTS_KEY } from '../../live/live';
import { Moment } from '../../words/Moment';
import { monthInWords } from '../../words/money';
import { apartInWords, valueInWords } from '../asking/value-words';

/** Months as they were when they were closed, and what has changed in them since. */
export default function Closes() {
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'closes'],
    queryFn: ({ signal }) => read<PeriodCloseRow[]>('/api/reports/closes', signal),
    staleTime: 60_000,
    retry: 1,
  });
  const month = chosen ?? data?.[0]?.month ?? null;
  return (
    <Panel title="Closed months">
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton height={40} />}
      {data?.length === 0 && (
        <Emptiness
          title="No month is closed yet"
          sentence="A month is closed by itself some days after its end, and kept as it was."
        />
      )}
      <Box role="group" aria-label="Month" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {data?.map((row) => (
          <Chip
            key={row.id}
            component="button"
            clickable
            aria-pressed={row.month === month}
            color={row.month === month ? 'primary' : 'default'}
            variant={row.month === month ? 'filled' : 'outlined'}
            label={monthInWords(row.month.slice(0, 7))}
            onClick={() => setChosen(row.month)}
          />
        ))}
      </Box>
      {month !== null && <Month month={month} />}
    </Panel>
  );
}

function Month({ month }: { month: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'closes', month],
    queryFn: ({ signal }) => read<PeriodClose>(`/api/reports/closes/${month}`, signal),
    staleTime: 60_000,
    retry: 1,
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton variant="rounded" height={320} sx={{ mt: 2 }} />;
  return (
    <>
      <Typography sx={{ mt: 2, mb: 1 }}>
        Closed <Moment at={data.closedAt} />.{' '}
        {data.changed === 0
          ? 'Nothing has changed in it since.'
          : `${data.changed} ${data.changed === 1 ? 'number is another one' : 'numbers are other ones'} by now: late events, corrections or merges.`}
      </Typography>
      <Box sx={{ overflowX: 'auto' }}>
        <Table size="small" aria-label={`Numbers of ${monthInWords(month.slice(0, 7))}`}>
          <TableHead>
            <TableRow>
              <TableCell>Number</TableCell>
              <TableCell align="right">When it was closed</TableCell>
              <TableCell align="right">Now</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {data.numbers.map((number) => (
              <NumberRow key={number.name} number={number} />
            ))}
          </TableBody>
        </Table>
      </Box>
    </>
  );
}

function NumberRow({ number }: { number: PeriodClose['numbers'][number] }) {
  const { label, unit, closed, now, changed, redefined } = number;
  const [then, present] =
    now && changed && !redefined
      ? apartInWords(closed, now, unit)
      : [valueInWords(closed.value, unit), redefined ? 'Counted another way now' : 'the same'];
  return (
    <TableRow selected={changed}>
      <TableCell component="th" scope="row">
        {label}
      </TableCell>
      <TableCell align="right">{then}</TableCell>
      <TableCell align="right">{present}</TableCell>
    </TableRow>
  );
}
