import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { BarChart } from '@mui/x-charts/BarChart';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { NumberAnswer } from '#contract';
import { SERIES } from '../../theme/palette';
import { useMe } from '../../session/me';
import { useNumbers } from '../asking/use-numbers';
import { durationInWords, valueInWords } from '../asking/value-words';
import { useDrill } from '../drill/drill';
import { ChartPanel } from './ChartPanel';

type Span = NonNullable<NumberAnswer['distribution']>[number];

/** Up to the last bar with something in it. */
function shownOf(spans: readonly Span[]): Span[] {
  const last = spans.findLastIndex(({ count }) => count > 0);
  return spans.slice(0, last + 1);
}

const spanInWords = ({ fromSeconds, toSeconds }: Span) =>
  toSeconds === null
    ? `over ${durationInWords(fromSeconds)}`
    : `${durationInWords(fromSeconds)} to ${durationInWords(toSeconds)}`;
const edge = ({ fromSeconds, toSeconds }: Span) =>
  toSeconds === null ? `> ${durationInWords(fromSeconds)}` : `< ${durationInWords(toSeconds)}`;

/** How long something took, as a whole: not only its median. Each bar opens its records. */
export function Distribution({ title, name }: { title: string; name: string }) {
  const { palette } = useTheme();
  const drill = useDrill();
  const { may } = useMe();
  const { of, asked, error, isPending, refetch } = useNumbers({
    names: [name],
    distribution: true,
    compare: false,
  });
  const answer = of(name);
  const spans = shownOf(answer?.distribution ?? []);
  const all = spans.reduce((sum, { count }) => sum + count, 0);
  const open = may('lead.read')
    ? (span: Span) =>
        drill({
          name,
          title: `${title}: ${spanInWords(span)}`,
          period: asked.period,
          part: 'counted',
          slices: asked.filter,
          fromSeconds: span.fromSeconds,
          ...(span.toSeconds === null ? {} : { toSeconds: span.toSeconds }),
        })
    : undefined;
  return (
    <ChartPanel
      title={title}
      name={name}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={all === 0}
      chart={
        <Box
          role="img"
          aria-label={`${title}: how ${all} records spread. “Show as a table” has the numbers.`}
        >
          <Typography variant="body2" sx={{ mb: 1 }}>
            Half within{' '}
            <strong>{valueInWords(answer?.total.business?.median ?? null, 'duration')}</strong>,
            nine of ten within{' '}
            <strong>{valueInWords(answer?.total.business?.p90 ?? null, 'duration')}</strong> of
            business time
          </Typography>
          <BarChart
            height={240}
            skipAnimation
            hideLegend
            borderRadius={3}
            colors={[SERIES[palette.mode][2] ?? palette.primary.main]}
            margin={{ left: 0, right: 8, top: 8, bottom: 0 }}
            grid={{ horizontal: true }}
            xAxis={[
              {
                scaleType: 'band',
                data: spans.map(edge),
                disableTicks: true,
                categoryGapRatio: 0.12,
                tickLabelStyle: { fontSize: 11 },
              },
            ]}
            yAxis={[{ width: 44, tickMinStep: 1, disableLine: true, disableTicks: true }]}
            series={[{ label: 'Records', data: spans.map(({ count }) => count) }]}
            onItemClick={
              open
                ? (_event, { dataIndex }) => {
                    const span = spans[dataIndex];
                    if (span) open(span);
                  }
                : undefined
            }
            sx={{
              '& .MuiChartsGrid-line': { stroke: palette.divider },
              '& .MuiBarElement-root': { cursor: open ? 'pointer' : undefined },
            }}
          />
        </Box>
      }
      table={
        <Table size="small" aria-label={title}>
          <TableHead>
            <TableRow>
              <TableCell>Business time</TableCell>
              <TableCell align="right">Records</TableCell>
              <TableCell align="right">Share</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {spans.map((span) => (
              <TableRow key={span.fromSeconds}>
                <TableCell component="th" scope="row">
                  {spanInWords(span)}
                </TableCell>
                <TableCell align="right">
                  {open && span.count > 0 ? (
                    <Link
                      component="button"
                      type="button"
                      color="inherit"
                      underline="hover"
                      sx={{ font: 'inherit' }}
                      aria-label={`${spanInWords(span)}: ${span.count}. Show the records`}
                      onClick={() => open(span)}
                    >
                      {span.count.toLocaleString('en-US')}
                    </Link>
                  ) : (
                    span.count.toLocaleString('en-US')
                  )}
                </TableCell>
                <TableCell align="right">{valueInWords(span.count / all, 'share')}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      }
    />
  );
}
