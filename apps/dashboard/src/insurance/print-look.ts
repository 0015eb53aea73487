import type { SxProps, Theme } from '@mui/material/styles';

/**
 * How a page of the desk looks on paper: dark on white in either theme, without what one can press. Parts stay
 * together where a sheet ends.
 */
export const PRINTED = {
  '@media print': {
    gap: 1.5,
    maxWidth: 'none',
    '& .screen-only': { display: 'none' },
    '& *': { color: '#000 !important', borderColor: '#bbb !important' },
    '& section, & .MuiChip-root, & .MuiAlert-root': {
      bgcolor: '#fff !important',
      backgroundImage: 'none',
      breakInside: 'avoid',
    },
    '& .MuiChip-root': { border: 1 },
    '& a': { textDecoration: 'none' },
  },
} satisfies SxProps<Theme>;
