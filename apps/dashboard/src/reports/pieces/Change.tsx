import Typography from '@mui/material/Typography';
import type { NumberUnit } from '#contract';
import { changeInWords, valueInWords } from '../asking/value-words';

interface ChangeProps {
  now: number | null;
  before: number | null;
  unit: NumberUnit;
}

/** How a number moved since the period before, and what it was then. */
export function Change({ now, before, unit }: ChangeProps) {
  const words = changeInWords(now, before, unit);
  if (words === null) return null;
  return (
    <Typography
      component="span"
      variant="body2"
      color="textSecondary"
      title={`The period before: ${valueInWords(before, unit)}`}
    >
      {words}
      {words !== 'no change' && ` from ${valueInWords(before, unit)}`}
    </Typography>
  );
}
