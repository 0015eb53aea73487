import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { BarChart } from '@mui/x-charts/BarChart';
import type { Slice } from '#contract';
import { SERIES } from '../../theme/palette';
import { type Question, useNumbers } from '../asking/use-numbers';
import { valueInWords } from '../asking/value-words';
import { axisOf } from './axis';
import { ChartPanel } from './ChartPanel';
import { RowsTable } from './RowsTable';
import { rowName, useOpening } from './use-opening';

interface BarsBySliceProps {
  title: string;
  name: string;
  by: Slice;
  /** Shown beside it in the table. */
  also?: readonly string[];
  /** The most bars; the table has them all. */
  most?: number;
  filter?: Question['filter'];
  period?: Question['period'];
}

const BAR = 34;
/** Letters of a bar's name that are shown, and the room they take. */
const NARROW = { letters: 22, width: 148 };
/** Less than a panel of the narrowest phone has: a window made small is measured before it is known to be narrow. */
const WIDE = { letters: 33, width: 216 };

/** One number by one slice: lying bars, the largest first; each opens its records. */
export function BarsBySlice({
  title,
  name,
  by,
  also = [],
  most = 12,
  filter,
  period,
}: BarsBySliceProps) {
  const { palette, breakpoints } = useTheme();
  const isWide = useMediaQuery(breakpoints.up('md'));
  const question = {
    names: [name, ...also],
    by: [by],
    ...(filter ? { filter } : {}),
    ...(period ? { period } : {}),
  };
  const { of, asked, error, isPending, refetch } = useNumbers(question);
  const open = useOpening(asked);
  const answer = of(name);
  const rows = answer?.rows ?? [];
  const unit = answer?.unit ?? 'count';
  const shown = rows
    .filter(({ value, counted }) => value !== null && (counted > 0 || unit === 'share'))
    .slice(0, most);
  const room = isWide && shown.some((row) => rowName(row).length > NARROW.letters) ? WIDE : NARROW;
  const axis = axisOf(unit, Math.max(...shown.map(({ value }) => value ?? 0), 0));
  return (
    <ChartPanel
      title={title}
      name={name}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={shown.length === 0}
      height={shown.length * BAR + 60}
      chart={
        <Box
          role="img"
          aria-label={`${title}: ${shown.length} bars. “Show as a table” has the numbers.`}
        >
          <BarChart
            layout="horizontal"
            height={Math.max(shown.length, 2) * BAR + 40}
            skipAnimation
            hideLegend
            borderRadius={3}
            colors={[SERIES[palette.mode][0] ?? palette.primary.main]}
            margin={{ left: 0, right: 24, top: 4, bottom: 4 }}
            grid={{ vertical: true }}
            xAxis={[
              {
                min: 0,
                tickNumber: 7,
                ...(axis.step === undefined ? {} : { tickMinStep: axis.step }),
                disableLine: true,
                disableTicks: true,
                valueFormatter: axis.words,
              },
            ]}
            yAxis={[
              {
                scaleType: 'band',
                data: shown.map(rowName),
                width: room.width,
                disableLine: true,
                disableTicks: true,
                categoryGapRatio: 0.3,
                tickLabelStyle: { fontSize: 12.5 },
                valueFormatter: (label: string, context) =>
                  context.location === 'tick' && label.length > room.letters
                    ? `${label.slice(0, room.letters - 1)}…`
                    : label,
              },
            ]}
            series={[
              {
                label: answer?.label ?? title,
                data: shown.map(({ value }) => (value ?? 0) / axis.factor),
                valueFormatter: (_value, { dataIndex }) =>
                  valueInWords(shown[dataIndex]?.value ?? null, unit),
              },
            ]}
            onItemClick={
              open && answer
                ? (_event, { dataIndex }) => {
                    const row = shown[dataIndex];
                    if (row) open(answer, row);
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
        <RowsTable
          label={title}
          head={title}
          columns={[name, ...also].map((each) => of(each)?.label ?? each)}
          rows={rows.map((row) => ({
            key: JSON.stringify(row.keys),
            name: rowName(row),
            cells: [name, ...also].map((each) => {
              const other = of(each);
              const found = other?.rows.find(
                ({ keys }) => JSON.stringify(keys) === JSON.stringify(row.keys),
              );
              return {
                value: found,
                unit: other?.unit ?? 'count',
                onOpen: open && other && found ? () => open(other, found) : undefined,
              };
            }),
          }))}
        />
      }
    />
  );
}
