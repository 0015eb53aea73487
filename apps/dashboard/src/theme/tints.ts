import type { SxProps, Theme } from '@mui/material/styles';
import type { TagView } from '#contract';

/** A soft colour and the colour of the words on it. What it stands for is always written too. */
export interface Tint {
  fill: string;
  word: string;
}

type Colour = TagView['colour'];

const TINTS: Record<'light' | 'dark', Record<Colour, Tint>> = {
  light: {
    grey: { fill: '#e6e6df', word: '#3f4b48' },
    red: { fill: '#f9d9d9', word: '#861226' },
    orange: { fill: '#fbdcc8', word: '#7d2f06' },
    yellow: { fill: '#f5e9b8', word: '#574500' },
    green: { fill: '#d9ecd8', word: '#1d5a2f' },
    teal: { fill: '#d3ebe6', word: '#0a4b47' },
    blue: { fill: '#d9e6f4', word: '#1c477a' },
    purple: { fill: '#e7def3', word: '#512f84' },
    pink: { fill: '#f7dbe9', word: '#822058' },
  },
  dark: {
    grey: { fill: '#2c3534', word: '#c6cfcc' },
    red: { fill: '#4c1a20', word: '#ffbdbf' },
    orange: { fill: '#53290f', word: '#ffcaa6' },
    yellow: { fill: '#403710', word: '#f2e09a' },
    green: { fill: '#1d3d28', word: '#b5e3c2' },
    teal: { fill: '#173f3b', word: '#aee4da' },
    blue: { fill: '#1c3550', word: '#b9d6f5' },
    purple: { fill: '#35264e', word: '#d9c6f4' },
    pink: { fill: '#4a1d38', word: '#f7bfdc' },
  },
};

export const tintOf = (colour: Colour, { palette }: Theme): Tint => TINTS[palette.mode][colour];

/** The look of what stands in a calendar: of duty, of tasks. */
export const chipLook = ({ fill, word }: Tint) =>
  ({
    display: 'block',
    width: '100%',
    textAlign: 'left',
    px: 0.75,
    py: 0.375,
    mb: 0.5,
    borderRadius: 1,
    bgcolor: fill,
    color: word,
    fontSize: '0.8125rem',
    lineHeight: 1.3,
    overflowWrap: 'anywhere',
  }) satisfies SxProps<Theme>;
