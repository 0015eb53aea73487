import Chip from '@mui/material/Chip';
import type { ContentStanding } from '#contract';
import { LANGUAGE_WORDS, standingInWords } from './article-words';

/** Where a language stands: a word, and a colour that only repeats it. */
export function StandingMark({ standing }: { standing: ContentStanding }) {
  const { label, colour } = standingInWords(standing);
  return (
    <Chip
      size="small"
      color={colour}
      variant={colour === 'default' ? 'outlined' : 'filled'}
      label={`${LANGUAGE_WORDS[standing.language]}: ${label}`}
    />
  );
}
