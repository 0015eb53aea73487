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

/** Phones show why and when beneath the name instead, so that the button is in sight. */
const ROOMY = { display: { xs: 'none', md: 'table-cell' } } as const;

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
            <TableCell sx={ROOMY}>Received</TableCell>
            <TableCell sx={ROOMY}>Left out as</TableCell>
            <TableCell sx={ROOMY}>Closed by</TableCell>
            <TableCell>Found</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.leadId} hover>
              <TableCell component="th" scope="row" sx={{ minWidth: 120 }}>
                <MuiLink
                  component={Link}
                  to={`/leads/${row.leadId}/show`}
                  underline="hover"
                  // A block of its own: not a word within the sentence below it, and room for a finger.
                  sx={{ display: 'inline-block', py: 0.375 }}
                >
                  {row.patientName ?? `Lead ${row.leadNumber ?? ''}`}
                </MuiLink>
                <Typography
                  variant="body2"
                  color="textSecondary"
                  sx={{ display: { xs: 'block', md: 'none' } }}
                >
                  {reasonOf(row)}, {dayInWords(row.day)}; closed by {closerOf(row)}
                </Typography>
              </TableCell>
              <TableCell sx={{ ...ROOMY, whiteSpace: 'nowrap' }}>{dayInWords(row.day)}</TableCell>
              <TableCell sx={ROOMY}>{reasonOf(row)}</TableCell>
              <TableCell sx={ROOMY}>{closerOf(row)}</TableCell>
              <TableCell sx={{ minWidth: { xs: 130, md: 200 } }}>
                <Found row={row} onLook={onLook} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

const reasonOf = ({ reason }: SecondLookRow) => labelOf(CLOSED_REASONS, reason);
const closerOf = ({ own, closedBy }: SecondLookRow) => (own ? 'you' : (closedBy ?? 'the system'));

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
