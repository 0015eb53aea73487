import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { SliceFilter } from '#contract';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { useMe } from '../../session/me';
import { useNumbers } from '../asking/use-numbers';
import { useDrill } from '../drill/drill';
import { sidesOf } from './touch-sides';

/** The same leads counted by the source that first brought them and by the one that brought them last. */
export function TouchesPanel() {
  const { may } = useMe();
  const drill = useDrill();
  const { of, data, asked, error, isPending, refetch } = useNumbers({
    names: ['leads', 'admit_of_leads'],
    by: ['source', 'lastSource'],
    compare: false,
  });
  const sides = sidesOf(of('leads')?.rows ?? [], of('admit_of_leads')?.rows ?? []);
  const cell = (count: number, name: string, title: string, slices: SliceFilter) =>
    count > 0 && may('lead.read') ? (
      <Link
        component="button"
        type="button"
        color="inherit"
        underline="hover"
        aria-label={`${title}: ${count}. Show the records`}
        sx={{ font: 'inherit' }}
        onClick={() =>
          drill({
            name,
            title,
            period: asked.period,
            part: 'counted',
            slices: { ...asked.filter, ...slices },
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
        how they came the last time before they asked. Counted leads received in the period.
      </Typography>
      {!!error && <Failure error={error} onRetry={() => void refetch()} />}
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
              {sides.map(({ source, label, first, last, left, firstAdmitted, lastAdmitted }) => (
                <TableRow key={source} hover>
                  <TableCell component="th" scope="row">
                    {label}
                  </TableCell>
                  <TableCell align="right">
                    {cell(first, 'leads', `Leads: ${label}, first touch`, { source: [source] })}
                  </TableCell>
                  <TableCell align="right">
                    {cell(last, 'leads', `Leads: ${label}, last touch`, { lastSource: [source] })}
                  </TableCell>
                  <TableCell align="right">{left.toLocaleString('en-US')}</TableCell>
                  <TableCell align="right">
                    {cell(firstAdmitted, 'admit_of_leads', `Admitted: ${label}, first touch`, {
                      source: [source],
                    })}
                  </TableCell>
                  <TableCell align="right">
                    {cell(lastAdmitted, 'admit_of_leads', `Admitted: ${label}, last touch`, {
                      lastSource: [source],
                    })}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Panel>
  );
}
