import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { LineChart } from '@mui/x-charts/LineChart';
import { SERIES } from '../../theme/palette';
import { dayShort, grainOf } from '../asking/period';
import { useNumbers } from '../asking/use-numbers';
import { useReportView } from '../asking/use-report-view';
import { valueInWords } from '../asking/value-words';
import { axisOf } from './axis';
import { ChartPanel } from './ChartPanel';
import { RowsTable } from './RowsTable';
import { useOpening } from './use-opening';

interface TrendProps {
  title: string;
  /** Of one unit. */
  names: readonly [string, ...string[]];
}

/** Numbers over the days, weeks or months of the period; each point opens its records. */
export function Trend({ title, names }: TrendProps) {
  const { palette } = useTheme();
  const { period } = useReportView();
  const { of, asked, error, isPending, refetch } = useNumbers({
    names,
    grain: grainOf(period),
    compare: false,
  });
  const open = useOpening(asked);
  const first = of(names[0]);
  const rows = first?.rows ?? [];
  const unit = first?.unit ?? 'count';
  const days = rows.map(({ from }) => from ?? '');
  const axis = axisOf(
    unit,
    Math.max(...names.flatMap((name) => of(name)?.rows ?? []).map(({ value }) => value ?? 0), 0),
  );
  const plotted = (value: number | null) => (value === null ? null : value / axis.factor);
  return (
    <ChartPanel
      title={title}
      name={names[0]}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={rows.every(({ counted }) => counted === 0)}
      chart={
        <Box
          role="img"
          aria-label={`${title} over ${rows.length} points of time. “Show as a table” has the numbers.`}
        >
          <LineChart
            height={280}
            skipAnimation
            hideLegend={names.length === 1}
            colors={[...SERIES[palette.mode]]}
            margin={{ left: 0, right: 16, top: 12, bottom: 0 }}
            grid={{ horizontal: true }}
            xAxis={[
              {
                scaleType: 'point',
                data: days,
                disableTicks: true,
                valueFormatter: (day: string) => dayShort(day),
                tickLabelInterval: (_day, index) => index % Math.ceil(days.length / 7) === 0,
              },
            ]}
            yAxis={[
              {
                min: 0,
                width: 56,
                disableLine: true,
                disableTicks: true,
                ...(axis.step === undefined ? {} : { tickMinStep: axis.step }),
                valueFormatter: axis.words,
              },
            ]}
            series={names.map((name) => ({
              id: name,
              label: of(name)?.label ?? name,
              curve: 'linear' as const,
              showMark: days.length <= 31,
              data: (of(name)?.rows ?? []).map(({ value }) => plotted(value)),
              valueFormatter: (value: number | null) =>
                valueInWords(value === null ? null : value * axis.factor, unit),
            }))}
            onMarkClick={
              open
                ? (_event, { seriesId, dataIndex }) => {
                    const answer = of(seriesId);
                    const row = answer?.rows[dataIndex];
                    if (answer && row) open(answer, row);
                  }
                : undefined
            }
            sx={{
              '& .MuiChartsGrid-line': { stroke: palette.divider },
              '& .MuiLineElement-root': { strokeWidth: 2.25 },
              '& .MuiMarkElement-root': { cursor: open ? 'pointer' : undefined },
            }}
          />
        </Box>
      }
      table={
        <RowsTable
          label={title}
          head="From"
          columns={names.map((name) => of(name)?.label ?? name)}
          rows={rows.map((row, at) => ({
            key: row.from ?? String(at),
            name: dayShort(row.from ?? ''),
            cells: names.map((name) => {
              const answer = of(name);
              const point = answer?.rows[at];
              return {
                value: point,
                unit,
                onOpen: open && answer && point ? () => open(answer, point) : undefined,
              };
            }),
          }))}
        />
      }
    />
  );
}
