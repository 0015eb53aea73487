import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { BarChart } from '@mui/x-charts/BarChart';
import type { LeadsByDay } from '#contract';
import { SERIES } from '../theme/palette';
import { dayInWords } from '../words/time';
import { largestSources } from './largest-sources';

const shortDay = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });

/** Stacked bars, one a day. The table behind the button says the same to everybody. */
export function LeadsByDayChart({ report }: { report: LeadsByDay }) {
  const { palette } = useTheme();
  const colors = SERIES[palette.mode];
  const series = largestSources(report, colors.length);
  const total = series.reduce((sum, each) => sum + each.total, 0);
  return (
    <Box
      role="img"
      aria-label={`${total} leads in ${report.days.length} days, by source. Use “Show as a table” for the numbers.`}
    >
      <BarChart
        height={340}
        margin={{ left: 0, right: 4, top: 8, bottom: 0 }}
        borderRadius={2}
        skipAnimation
        colors={[...colors]}
        grid={{ horizontal: true }}
        xAxis={[
          {
            data: report.days.map((day) => day.day),
            scaleType: 'band',
            categoryGapRatio: 0.25,
            tickLabelInterval: (_value, index) => index % 5 === 0,
            disableTicks: true,
            valueFormatter: (day: string, context) =>
              context.location === 'tick'
                ? shortDay.format(new Date(`${day}T12:00:00`))
                : dayInWords(day),
          },
        ]}
        yAxis={[{ width: 32, tickMinStep: 1, disableLine: true, disableTicks: true }]}
        series={series.map((each) => ({
          id: each.id,
          label: each.name,
          data: each.counts,
          stack: 'leads',
        }))}
        slotProps={{ legend: { position: { vertical: 'bottom', horizontal: 'start' } } }}
        sx={{ '& .MuiChartsGrid-line': { stroke: palette.divider } }}
      />
    </Box>
  );
}
