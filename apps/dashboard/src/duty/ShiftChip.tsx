import ButtonBase from '@mui/material/ButtonBase';
import { useTheme } from '@mui/material/styles';
import { labelOf, SHIFT_KINDS } from '#contract';
import { chipLook } from '../theme/tints';
import { toneOf } from './kind-tones';
import type { ShiftPiece } from './shift-pieces';

interface ShiftChipProps {
  piece: ShiftPiece;
  name: string;
  onOpen: (() => void) | undefined;
}

/** One stretch in the calendar; a planner opens it. */
export function ShiftChip({ piece, name, onOpen }: ShiftChipProps) {
  const theme = useTheme();
  const { shift, words, spoken } = piece;
  const tone = toneOf(shift.kind, theme);
  const kind = labelOf(SHIFT_KINDS, shift.kind);
  return (
    <ButtonBase
      component={onOpen ? 'button' : 'span'}
      disabled={!onOpen}
      onClick={onOpen}
      aria-label={onOpen && `${name}, ${kind}: ${spoken}`}
      title={shift.note ?? undefined}
      sx={{
        ...chipLook(tone),
        fontWeight: 600,
        '&:hover': onOpen && { filter: 'brightness(0.96)' },
      }}
    >
      {words}
      {shift.kind !== 'on_duty' && (
        <span style={{ display: 'block', fontWeight: 500, fontSize: '0.75rem' }}>{kind}</span>
      )}
    </ButtonBase>
  );
}
