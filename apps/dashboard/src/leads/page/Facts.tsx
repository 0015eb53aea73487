import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Pairs of a word and its value; what is not known says so. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        alignContent: 'start',
        gridTemplateColumns: 'minmax(104px, auto) 1fr',
        columnGap: 2,
        rowGap: 0.75,
        fontSize: '0.875rem',
      }}
    >
      {facts.map(([word, value]) => (
        <Box key={word} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {word}
          </Box>
          <Box component="dd" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
            {value === null || value === undefined || value === '' ? (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                Not known
              </Box>
            ) : (
              value
            )}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
