import type { Theme } from '@mui/material/styles';
import type { ShiftKind } from '#contract';

/** Fill and word of each kind in the calendar; the kind is always written too. */
export function toneOf(kind: ShiftKind, { palette }: Theme) {
  const dark = palette.mode === 'dark';
  switch (kind) {
    case 'on_duty':
      return dark ? { fill: '#1c3f39', word: '#b9ebe1' } : { fill: '#d5e8e0', word: '#0a3d3a' };
    case 'on_call':
      return dark ? { fill: '#403710', word: '#f2e09a' } : { fill: '#f5e9b8', word: '#4f3f00' };
    case 'out_of_office':
      return dark ? { fill: '#2c3534', word: '#c6cfcc' } : { fill: '#e7e6df', word: '#3f4b48' };
  }
}
