import AddIcon from '@mui/icons-material/AddCircleOutlined';
import BlockIcon from '@mui/icons-material/Block';
import HelpOutlineIcon from '@mui/icons-material/HelpOutlined';
import InfoOutlinedIcon from '@mui/icons-material/InfoOutlined';
import RemoveIcon from '@mui/icons-material/RemoveCircleOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { MatchReason } from '#contract';
import { pointsInWords } from './match-words';

const MARKS: Record<MatchReason['is'], { icon: typeof AddIcon; colour: string; word: string }> = {
  for: { icon: AddIcon, colour: 'success.main', word: 'For' },
  against: { icon: RemoveIcon, colour: 'warning.main', word: 'Against' },
  unknown: { icon: HelpOutlineIcon, colour: 'text.secondary', word: 'Not known' },
  excludes: { icon: BlockIcon, colour: 'error.main', word: 'Excludes' },
};

/** Weighs nothing, but has to be known: papers to bring. */
const TO_KNOW = { icon: InfoOutlinedIcon, colour: 'text.secondary', word: 'To know' };

/** Reasons as a list; what each weighs stands beside it. */
export function Reasons({
  reasons,
  weighed,
}: {
  reasons: readonly MatchReason[];
  weighed?: boolean;
}) {
  return (
    <Box
      component="ul"
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        display: 'grid',
        gap: 0.5,
        alignContent: 'start',
        fontSize: '0.9375rem',
      }}
    >
      {reasons.map((reason) => (
        <ReasonLine key={`${reason.rule} ${reason.because}`} reason={reason} weighed={weighed} />
      ))}
    </Box>
  );
}

function ReasonLine({ reason, weighed }: { reason: MatchReason; weighed?: boolean }) {
  const {
    icon: Icon,
    colour,
    word,
  } = reason.is === 'against' && reason.points === 0 ? TO_KNOW : MARKS[reason.is];
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <Icon titleAccess={word} sx={{ fontSize: 18, mt: '2px', color: colour, flexShrink: 0 }} />
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {reason.because}
        {reason.change && (
          <Typography variant="body2" color="textSecondary">
            What would have to change: {reason.change}
          </Typography>
        )}
      </Box>
      {weighed && reason.is !== 'excludes' && (
        <Box
          component="span"
          sx={{
            color: 'text.secondary',
            fontVariantNumeric: 'tabular-nums',
            fontSize: '0.8125rem',
          }}
        >
          {pointsInWords(reason.points)}
        </Box>
      )}
    </Box>
  );
}
