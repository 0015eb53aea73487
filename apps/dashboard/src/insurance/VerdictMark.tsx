import CancelOutlinedIcon from '@mui/icons-material/CancelOutlined';
import CheckCircleOutlinedIcon from '@mui/icons-material/CheckCircleOutlined';
import HelpOutlineIcon from '@mui/icons-material/HelpOutlineOutlined';
import HourglassEmptyIcon from '@mui/icons-material/HourglassEmptyOutlined';
import Chip from '@mui/material/Chip';
import type { BenefitCheckRow, TagView } from '#contract';
import { tintOf } from '../theme/tints';
import { standing } from './check-words';

const LOOKS: Record<string, [TagView['colour'], typeof HelpOutlineIcon]> = {
  viable: ['green', CheckCircleOutlinedIcon],
  needs_more: ['yellow', HelpOutlineIcon],
  not_viable: ['red', CancelOutlinedIcon],
  unclear: ['orange', HelpOutlineIcon],
  asking: ['blue', HourglassEmptyIcon],
};

/** Where a check stands, in words with a picture and a colour. */
export function VerdictMark({ check }: { check: Pick<BenefitCheckRow, 'state' | 'verdict'> }) {
  const [colour, Icon] = LOOKS[check.verdict ?? check.state] ?? ['grey', HourglassEmptyIcon];
  return (
    <Chip
      size="small"
      icon={<Icon aria-hidden />}
      label={standing(check)}
      sx={(theme) => {
        const { fill, word } = tintOf(colour, theme);
        return {
          bgcolor: fill,
          color: word,
          fontWeight: 650,
          '& .MuiChip-icon': { color: 'inherit', fontSize: 17 },
        };
      }}
    />
  );
}
