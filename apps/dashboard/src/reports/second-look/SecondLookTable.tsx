import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import MuiLink from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { CLOSED_REASONS, labelOf, SECOND_LOOK_VERDICTS, type SecondLookRow } from '#contract';
import { Moment } from '../../words/Moment';
import { dayInWords } from '../../words/time';

/** The sample, a line a lead: why it is left out, who closed it, and what was found. */
export function SecondLookTable({
  rows,
  onLook,
}: {
  rows: readonly SecondLookRow[];
  onLook: (row: SecondLookRow) => void;
}) {
  return (
    <Box
      sx={{ overflowX: 'auto' }}
      tabIndex={0}
      role="region"
      aria-label="Leads to be looked at, a table"
    >
      <Table size="small" aria-label="Leads to be looked at">
        <TableHead>
          <TableRow>
            <TableCell>Lead</TableCell>
            <TableCell>Received</TableCell>
            <TableCell>Left out as</TableCell>
            <TableCell>Closed by</TableCell>
            <TableCell>Found</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.leadId} hover>
              <TableCell component="th" scope="row" sx={{ minWidth: 140 }}>
                <MuiLink component={Link} to={`/leads/${row.leadId}/show`} underline="hover">
                  {row.patientName ?? `Lead ${row.leadNumber ?? ''}`}
                </MuiLink>
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{dayInWords(row.day)}</TableCell>
              <TableCell>{labelOf(CLOSED_REASONS, row.reason)}</TableCell>
              <TableCell>{row.own ? 'You' : (row.closedBy ?? 'The system')}</TableCell>
              <TableCell sx={{ minWidth: 200 }}>
                <Found row={row} onLook={onLook} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function Found({ row, onLook }: { row: SecondLookRow; onLook: (row: SecondLookRow) => void }) {
  const { look, own, patientName, leadNumber } = row;
  const name = patientName ?? `lead ${leadNumber ?? ''}`;
  if (own && !look) return <>Somebody else has to look</>;
  return (
    <>
      {look && (
        <Box>
          <Chip
            size="small"
            variant="outlined"
            color={look.verdict === 'wrong' ? 'warning' : 'success'}
            label={labelOf(SECOND_LOOK_VERDICTS, look.verdict)}
          />
          <Typography variant="body2" color="textSecondary">
            {look.by}, <Moment at={look.at} />
          </Typography>
          {look.note && <Typography variant="body2">{look.note}</Typography>}
        </Box>
      )}
      {!own && (
        <Button
          size="small"
          variant={look ? 'text' : 'outlined'}
          aria-label={`${look ? 'Look again at' : 'Say what you found of'} ${name}`}
          onClick={() => onLook(row)}
        >
          {look ? 'Look again' : 'Say what you found'}
        </Button>
      )}
    </>
  );
}
