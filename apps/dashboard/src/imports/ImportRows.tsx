import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import {
  IMPORT_ROW_STATES,
  type ImportRowState,
  type ImportRowView,
  type ImportRunView,
  labelOf,
} from '#contract';
import { factFieldInWords } from '../facilities/facility-words';
import { Mark } from '../facilities/TrustMark';
import { valueInWords } from '../words/field';
import { ConflictLine } from './ConflictChoice';
import { RunRows } from './RunRows';

const COLOURS = {
  new: 'green',
  update: 'blue',
  same: 'grey',
  conflict: 'orange',
  duplicate: 'yellow',
  bad: 'red',
} as const satisfies Record<ImportRowState, string>;

/** The rows of an import, by what they come to. */
export const ImportRows = ({ run }: { run: ImportRunView }) => (
  <RunRows run={run} resource="directory-imports" part="rows" states={IMPORT_ROW_STATES}>
    {(row: ImportRowView) => <Row key={row.id} run={run} row={row} />}
  </RunRows>
);

function Row({ run, row }: { run: ImportRunView; row: ImportRowView }) {
  return (
    <Box
      component="li"
      sx={{
        py: 1.25,
        borderBottom: 1,
        borderColor: 'divider',
        display: 'grid',
        gap: 0.5,
        '&:last-of-type': { borderBottom: 0 },
      }}
    >
      <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <Mark label={labelOf(IMPORT_ROW_STATES, row.state)} colour={COLOURS[row.state]} />
        <Typography component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {row.facilityId ? (
            <Link component={RouterLink} to={`/facilities/${row.facilityId}/show`}>
              {row.name}
            </Link>
          ) : (
            (row.name ?? 'Without a name')
          )}
        </Typography>
        <Typography component="span" variant="body2" color="textSecondary">
          row {row.row}
          {row.place && ` · ${row.place}`}
        </Typography>
      </Stack>
      {row.conflicts.map((one) => (
        <ConflictLine key={`${one.record} ${one.field}`} run={run} row={row.row} conflict={one} />
      ))}
      {row.changes.map((one) => (
        <Typography
          key={`${one.of} ${one.field} ${valueInWords(one.field, one.after)}`}
          variant="body2"
        >
          {one.of}, {factFieldInWords(one.field).toLowerCase()}:{' '}
          {valueInWords(one.field, one.before)} → {valueInWords(one.field, one.after)}
        </Typography>
      ))}
      {row.problems.map((problem) => (
        <Typography key={problem} variant="body2" color="textSecondary">
          {problem}
        </Typography>
      ))}
      {row.left && (
        <Typography variant="body2" sx={{ color: 'warning.main' }}>
          Left: {row.left}
        </Typography>
      )}
    </Box>
  );
}
