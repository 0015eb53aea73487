import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { labelOf, URGENCIES, type Urgency } from '#contract';
import { URGENCY_TONES } from '../theme/palette';
import { UNSEEN } from '../theme/unseen';

interface UrgencyMarkProps {
  urgency: string;
  /** Only the level ("P1"), always or where the screen is not wide; the words stay for screen readers. */
  short?: boolean | 'unlessWide';
}

const isUrgency = (code: string): code is Urgency => code in URGENCY_TONES.light;

/** How urgent, in a colour and in words. */
export function UrgencyMark({ urgency, short = false }: UrgencyMarkProps) {
  const { palette } = useTheme();
  const tone = URGENCY_TONES[palette.mode][isUrgency(urgency) ? urgency : 'P3'];
  const label = labelOf(URGENCIES, urgency);
  const [level, words] = label.split(': ');
  return (
    <Box
      component="span"
      title={label}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        minWidth: 36,
        justifyContent: 'center',
        px: 1,
        height: 24,
        borderRadius: 1.5,
        bgcolor: tone.fill,
        color: tone.word,
        fontSize: '0.8125rem',
        fontWeight: 700,
        whiteSpace: 'nowrap',
      }}
    >
      {level}
      <Box component="span" sx={short === 'unlessWide' ? UNLESS_WIDE : short ? UNSEEN : WORDS}>
        {words}
      </Box>
    </Box>
  );
}

const WORDS = { fontWeight: 550 } as const;
const UNLESS_WIDE = {
  ...UNSEEN,
  fontWeight: 550,
  '@media (min-width: 1600px)': { position: 'static', width: 'auto', clipPath: 'none' },
} as const;
