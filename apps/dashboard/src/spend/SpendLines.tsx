import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  labelOf,
  SPEND_LINE_STATES,
  type SpendImportView,
  type SpendLineState,
  type SpendLineView,
} from '#contract';
import { Mark } from '../facilities/TrustMark';
import { RunRows } from '../imports/RunRows';
import { dollars, monthInWords } from '../words/money';
import { NameOf } from '../words/NameOf';

const COLOURS = {
  new: 'green',
  update: 'blue',
  same: 'grey',
  bad: 'red',
} as const satisfies Record<SpendLineState, string>;

/** The lines of an import, by what they come to. */
export const SpendLines = ({ run }: { run: SpendImportView }) => (
  <RunRows run={run} resource="spend-imports" part="lines" states={SPEND_LINE_STATES}>
    {(line: SpendLineView) => <Line key={line.id} line={line} />}
  </RunRows>
);

function Line({ line }: { line: SpendLineView }) {
  const { month, cents, before } = line;
  return (
    <Box
      component="li"
      sx={{
        py: 1.25,
        borderTop: 1,
        borderColor: 'divider',
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
      }}
    >
      <Mark label={labelOf(SPEND_LINE_STATES, line.state)} colour={COLOURS[line.state]} />
      <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {month !== null && (
          <Typography component="span" sx={{ fontWeight: 600 }}>
            {monthInWords(month)}, <NameOf resource="sources" id={line.sourceId} />
            {line.campaign && ` · ${line.campaign}`}
          </Typography>
        )}
        <Typography variant="body2" color="textSecondary">
          {line.rows === 1 ? `Row ${line.row}` : `${line.rows} rows, the first is ${line.row}`}
          {line.problems.map((problem) => ` · ${problem}`)}
          {line.left !== null && ` · Left: ${line.left}`}
        </Typography>
      </Box>
      {cents !== null && (
        <Typography sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {before !== null && before !== cents && `${dollars(before)} → `}
          <strong>{dollars(cents)}</strong>
        </Typography>
      )}
    </Box>
  );
}
