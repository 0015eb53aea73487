import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { toTheSecond } from '../words/time';

/** How often somebody looked, and when. */
export interface LooksLine {
  key: string;
  who: ReactNode;
  opened: number;
  listed: number;
  changed: number;
  emergency: number;
  first: string;
  last: string;
}

/** Who looked, or at what, how often: one line each. */
export function LooksTable({
  head,
  label,
  lines,
}: {
  head: string;
  label: string;
  lines: readonly LooksLine[];
}) {
  return (
    <TableContainer
      component={Paper}
      // A wide table on a narrow phone is reached by the keyboard too.
      tabIndex={0}
      role="region"
      aria-label={label}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}
    >
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{head}</TableCell>
            <TableCell align="right">Opened</TableCell>
            <TableCell align="right">Seen in lists</TableCell>
            <TableCell align="right">Changed</TableCell>
            <TableCell align="right">In an emergency</TableCell>
            <TableCell>First</TableCell>
            <TableCell>Last</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.key}>
              <TableCell component="th" scope="row">
                {line.who}
              </TableCell>
              <TableCell align="right">{line.opened}</TableCell>
              <TableCell align="right">{line.listed}</TableCell>
              <TableCell align="right">{line.changed}</TableCell>
              <TableCell align="right">{line.emergency}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{toTheSecond(line.first)}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{toTheSecond(line.last)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
