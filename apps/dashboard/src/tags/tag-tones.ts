import type { Theme } from '@mui/material/styles';
import type { TagView } from '#contract';

type Colour = TagView['colour'];

/** Fill and word of each colour; the name of the tag is always written on it. */
const TONES: Record<'light' | 'dark', Record<Colour, readonly [fill: string, word: string]>> = {
  light: {
    grey: ['#e6e6df', '#3f4b48'],
    red: ['#f9d9d9', '#861226'],
    orange: ['#fbdcc8', '#7d2f06'],
    yellow: ['#f5e9b8', '#574500'],
    green: ['#d9ecd8', '#1d5a2f'],
    teal: ['#d3ebe6', '#0a4b47'],
    blue: ['#d9e6f4', '#1c477a'],
    purple: ['#e7def3', '#512f84'],
    pink: ['#f7dbe9', '#822058'],
  },
  dark: {
    grey: ['#2c3534', '#c6cfcc'],
    red: ['#4c1a20', '#ffbdbf'],
    orange: ['#53290f', '#ffcaa6'],
    yellow: ['#403710', '#f2e09a'],
    green: ['#1d3d28', '#b5e3c2'],
    teal: ['#173f3b', '#aee4da'],
    blue: ['#1c3550', '#b9d6f5'],
    purple: ['#35264e', '#d9c6f4'],
    pink: ['#4a1d38', '#f7bfdc'],
  },
};

export function tagTone(colour: Colour, { palette }: Theme) {
  const [fill, word] = TONES[palette.mode][colour];
  return { fill, word };
}

export const COLOUR_LABELS: Record<Colour, string> = {
  grey: 'Grey',
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  purple: 'Purple',
  pink: 'Pink',
};
