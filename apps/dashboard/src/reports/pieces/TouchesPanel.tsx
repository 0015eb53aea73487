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
import type { TouchesReport } from '#contract';
import { read } from '../../api/http-client';
import { useSourceChoices } from '../../forms/use-choices';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { useOpenList } from '../../listing/use-open-list';
import { REPORTS_KEY } from '../../live/live';
import { useMe } from '../../session/me';
import { useReportView } from '../asking/use-report-view';
import { sidesOf } from './touch-sides';

/** The same leads counted by the source that first brought them and by the one that brought them last. */
export function TouchesPanel() {
  const { period, ready } = useReportView();
  const { may } = useMe();
  const openList = useOpenList();
  const sources = useSourceChoices();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'touches', period],
    queryFn: ({ signal }) =>
      read<TouchesReport>(`/api/reports/touches?from=${period.from}&to=${period.to}`, signal),
    enabled: ready,
    staleTime: 60_000,
    retry: 1,
  });
  const sides = sidesOf(data?.pairs ?? []);
  const nameOf = (id: string) => sources.find(({ code }) => code === id)?.label ?? 'Unknown';
  const cell = (count: number, label: string, filter: object) =>
    count > 0 && data && may('lead.read') ? (
      <Link
        component="button"
        type="button"
        color="inherit"
        underline="hover"
        aria-label={`${label}: ${count}. Show the leads`}
        sx={{ font: 'inherit' }}
        onClick={() =>
          openList('leads', {
            ...filter,
            counted: true,
            receivedFrom: data.receivedFrom,
            receivedTo: data.receivedTo,
          })
        }
      >
        {count.toLocaleString('en-US')}
      </Link>
    ) : (
      count.toLocaleString('en-US')
    );
  return (
    <Panel title="First and last touch">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        First touch: how somebody first came to the site, or the number they dialled. Last touch:
        how they came the last time before they asked. Counted leads received in the period; other
        filters do not narrow this table.
      </Typography>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={200} />}
      {data && sides.length === 0 && (
        <Emptiness title="Nothing in this period" sentence="Choose other days." />
      )}
      {sides.length > 0 && (
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small" aria-label="First and last touch">
            <TableHead>
              <TableRow>
                <TableCell>Source</TableCell>
                <TableCell align="right">Leads by first touch</TableCell>
                <TableCell align="right">Leads by last touch</TableCell>
                <TableCell align="right">Came back another way</TableCell>
                <TableCell align="right">Admitted, by first touch</TableCell>
                <TableCell align="right">Admitted, by last touch</TableCell>
              </TableRow>
            </TableHead>
            <TableBody sx={{ '& td': { fontVariantNumeric: 'tabular-nums' } }}>
              {sides.map(({ sourceId, first, last, left, firstAdmitted, lastAdmitted }) => (
                <TableRow key={sourceId} hover>
                  <TableCell component="th" scope="row">
                    {nameOf(sourceId)}
                  </TableCell>
                  <TableCell align="right">
                    {cell(first, `${nameOf(sourceId)}, first touch`, { sourceId: [sourceId] })}
                  </TableCell>
                  <TableCell align="right">
                    {cell(last, `${nameOf(sourceId)}, last touch`, { lastSourceId: [sourceId] })}
                  </TableCell>
                  <TableCell align="right">{left.toLocaleString('en-US')}</TableCell>
                  <TableCell align="right">{firstAdmitted.toLocaleString('en-US')}</TableCell>
                  <TableCell align="right">{lastAdmitted.toLocaleString('en-US')}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Panel>
  );
}
