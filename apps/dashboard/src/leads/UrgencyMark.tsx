import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { labelOf, URGENCIES, type Urgency } from '#contract';
import { URGENCY_TONES } from '../theme/palette';

interface UrgencyMarkProps {
  urgency: string;
  /** Only the level ("P1"); the words stay for screen readers. */
  short?: boolean;
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
      <Box component="span" sx={short ? HIDDEN : { fontWeight: 550 }}>
        {words}
      </Box>
    </Box>
  );
}

const HIDDEN = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
