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
  const { shift, words } = piece;
  const tone = toneOf(shift.kind, theme);
  const kind = labelOf(SHIFT_KINDS, shift.kind);
  return (
    <ButtonBase
      component={onOpen ? 'button' : 'span'}
      disabled={!onOpen}
      onClick={onOpen}
      aria-label={onOpen && nameOf(piece, name)}
      title={shift.note ?? undefined}
      sx={{
        ...chipLook(tone),
        fontWeight: 600,
        '&:hover': onOpen && { filter: 'brightness(0.96)' },
      }}
    >
      {words}{' '}
      {shift.kind !== 'on_duty' && (
        <span style={{ display: 'block', fontWeight: 500, fontSize: '0.75rem' }}>{kind}</span>
      )}
    </ButtonBase>
  );
}

/** What is written on the chip comes first, so that it can be called by it; then whose it is, and the rest. */
function nameOf({ shift, words, spoken }: ShiftPiece, name: string): string {
  const kind = labelOf(SHIFT_KINDS, shift.kind);
  const written = shift.kind === 'on_duty' ? words : `${words} ${kind}`;
  const said = [written, name, ...(shift.kind === 'on_duty' ? [kind] : [])].join(', ');
  return spoken === words ? said : `${said}: ${spoken}`;
}
