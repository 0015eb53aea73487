import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { LeadsByDay } from '#contract';
import { dayInWords } from '../words/time';
import { largestSources } from './largest-sources';

/** The numbers of the chart, newest day first. */
export function LeadsByDayTable({ report }: { report: LeadsByDay }) {
  const series = largestSources(report, Infinity);
  const days = report.days.map((day, index) => ({ day: day.day, index })).toReversed();
  return (
    <TableContainer
      sx={{ maxHeight: 340 }}
      tabIndex={0}
      role="region"
      aria-label="Leads by day and source"
    >
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            <TableCell>Day</TableCell>
            <TableCell align="right">All</TableCell>
            {series.map((each) => (
              <TableCell key={each.id} align="right">
                {each.name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {days.map(({ day, index }) => (
            <TableRow key={day}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {dayInWords(day)}
              </TableCell>
              <TableCell align="right">
                <strong>{series.reduce((sum, each) => sum + (each.counts[index] ?? 0), 0)}</strong>
              </TableCell>
              {series.map((each) => (
                <TableCell key={each.id} align="right">
                  {each.counts[index]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
