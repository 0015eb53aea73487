import type { TagView } from '#contract';

type Colour = TagView['colour'];

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
