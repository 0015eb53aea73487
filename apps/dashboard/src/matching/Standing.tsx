import Box from '@mui/material/Box';
import type { JudgedProgram } from '#contract';
import { tintOf } from '../theme/tints';
import { STANDINGS } from './match-words';

/** Whether a program fits, has to be asked first, or is excluded. */
export function Standing({ standing }: Pick<JudgedProgram, 'standing'>) {
  const { label, colour } = STANDINGS[standing];
  return (
    <Box
      component="span"
      sx={(theme) => ({
        px: 1,
        py: 0.25,
        borderRadius: 1,
        fontSize: '0.8125rem',
        fontWeight: 600,
        whiteSpace: 'nowrap',
        bgcolor: tintOf(colour, theme).fill,
        color: tintOf(colour, theme).word,
      })}
    >
      {label}
    </Box>
  );
}
