import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { labelOf, SHIFT_KINDS } from '#contract';
import { toneOf } from '../duty/kind-tones';
import { chipLook } from '../theme/tints';
import { NameOf } from '../words/NameOf';
import { type DutyDay, inWords, partOfHour } from './shifts-shown';

/** A band's width and the room it takes beside the tasks; pixels. */
const BAND = 6;
const LANE = 8;
export const roomFor = (lanes: number) => (lanes > 0 ? lanes * LANE + 4 : 4);

/** Who works on a day, in words: the bands below show the same by the hour. */
export function ShiftWords({ duty, named }: { duty: DutyDay; named: boolean }) {
  const theme = useTheme();
  return inWords(duty).map(({ key, staffId, kind, words, note }) => {
    const tone = toneOf(kind, theme);
    return (
      <Box
        key={key}
        sx={{ ...chipLook(tone), borderLeft: `${BAND}px solid ${tone.word}` }}
        title={note ?? undefined}
      >
        {named && (
          <strong style={{ display: 'block', fontWeight: 650 }}>
            <NameOf resource="users" id={staffId} />
          </strong>
        )}
        {words}
        {kind !== 'on_duty' && (
          <span style={{ display: 'block', fontWeight: 500 }}>
            {labelOf(SHIFT_KINDS, kind)}
            {note && `: ${note}`}
          </span>
        )}
      </Box>
    );
  });
}

/** The part of an hour that is covered, as bands beside the tasks: a lane for each colleague. */
export function ShiftBands({ duty, hour }: { duty: DutyDay; hour: number }) {
  const theme = useTheme();
  return duty.pieces.map((piece) => {
    const part = partOfHour(piece, hour);
    if (!part) return null;
    const { word, fill } = toneOf(piece.shift.kind, theme);
    const away = piece.shift.kind === 'out_of_office';
    return (
      <Box
        key={piece.shift.id}
        aria-hidden
        data-band={piece.shift.kind}
        sx={{
          position: 'absolute',
          left: piece.lane * LANE + 2,
          width: BAND,
          // The line between two hours is bridged.
          top: part.top === 0 ? -1 : `${part.top}%`,
          bottom: `${part.bottom}%`,
          bgcolor: away ? fill : word,
          opacity: away ? 1 : 0.75,
          backgroundImage: away
            ? `repeating-linear-gradient(135deg, ${word} 0 2px, transparent 2px 5px)`
            : undefined,
          pointerEvents: 'none',
        }}
      />
    );
  });
}
