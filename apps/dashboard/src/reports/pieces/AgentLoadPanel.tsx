import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { addDays, type AgentLoad, daysOfPeriod } from '#contract';
import { read } from '../../api/http-client';
import { Panel } from '../../leads/page/Panel';
import type { FilterValues } from '../../listing/column';
import { Emptiness, Failure } from '../../listing/states';
import { useOpenList } from '../../listing/use-open-list';
import { REPORTS_KEY } from '../../live/live';
import { useMe } from '../../session/me';
import { periodInWords } from '../asking/period';
import { useCatalogue } from '../asking/catalogue';
import { useReportView } from '../asking/use-report-view';
import { valueInWords } from '../asking/value-words';

/** The most days that the desk counts talk time of. */
const LONGEST = 93;

/** What each colleague has on their hands now, and how they were on the phone; open leads open their list. */
export function AgentLoadPanel() {
  const { period, ready } = useReportView();
  const { data: catalogue } = useCatalogue();
  const { may } = useMe();
  const openList = useOpenList();
  const shown =
    daysOfPeriod(period) > LONGEST ? { ...period, from: addDays(period.to, 1 - LONGEST) } : period;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'load', shown],
    queryFn: ({ signal }) =>
      read<AgentLoad[]>(`/api/reports/load?from=${shown.from}&to=${shown.to}`, signal),
    enabled: ready,
    staleTime: 60_000,
    retry: 1,
  });
  const count = (value: number, label: string, filter: FilterValues) =>
    value > 0 && may('lead.read') ? (
      <Link
        component="button"
        type="button"
        color="inherit"
        underline="hover"
        aria-label={`${label}: ${value}. Show the leads`}
        onClick={() => openList('leads', filter)}
        sx={{ font: 'inherit' }}
      >
        {value.toLocaleString('en-US')}
      </Link>
    ) : (
      value.toLocaleString('en-US')
    );
  return (
    <Panel title="Load">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        Open and overdue leads are of this moment; talk time and attempts of {periodInWords(shown)},
        as the telephone company counts them.
      </Typography>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={200} />}
      {data?.length === 0 && (
        <Emptiness title="Nobody works here yet" sentence="Invite colleagues under Staff." />
      )}
      {data && data.length > 0 && (
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small" aria-label="Load">
            <TableHead>
              <TableRow>
                <TableCell>Agent</TableCell>
                <TableCell align="right">Open leads</TableCell>
                <TableCell align="right">Overdue</TableCell>
                <TableCell align="right">Talk time</TableCell>
                <TableCell align="right">Attempts</TableCell>
                <TableCell align="right">Attempts an hour</TableCell>
              </TableRow>
            </TableHead>
            <TableBody sx={{ '& td': { fontVariantNumeric: 'tabular-nums' } }}>
              {data.map((row) => (
                <TableRow key={row.agentId} hover>
                  <TableCell component="th" scope="row">
                    {row.name}
                    {row.onDuty && ' · on duty'}
                  </TableCell>
                  <TableCell align="right">
                    {count(row.openLeads, `${row.name}, open leads`, {
                      ownerId: row.agentId,
                      open: true,
                    })}
                  </TableCell>
                  <TableCell align="right">
                    {count(row.overdueClocks, `${row.name}, overdue`, {
                      ownerId: row.agentId,
                      open: true,
                      overdue: true,
                    })}
                  </TableCell>
                  <TableCell align="right">{valueInWords(row.talkSeconds, 'seconds')}</TableCell>
                  <TableCell align="right">{valueInWords(row.attempts, 'count')}</TableCell>
                  <TableCell align="right">
                    {valueInWords(row.attemptsPerHour, 'per_hour')}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
      {catalogue && (
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
          {catalogue.load.map(({ name, label, sentence, formula }) => (
            <Typography key={name} variant="caption" component="p" sx={{ mt: 0.5 }}>
              <strong>{label}.</strong> {sentence} {formula}.
            </Typography>
          ))}
        </Box>
      )}
    </Panel>
  );
}
