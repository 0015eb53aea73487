import type { Urgency } from '#contract';

/** Ink and paper of one mode: the colours every surface and word on it is made of. */
export interface Tones {
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly rail: string;
  readonly line: string;
  readonly ink: string;
  readonly quiet: string;
  readonly pine: string;
  readonly pineDeep: string;
  readonly onPine: string;
  readonly wash: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly onBad: string;
}

export const TONES: Record<'light' | 'dark', Tones> = {
  light: {
    ground: '#f6f2e9',
    surface: '#fffdf9',
    raised: '#fffdf9',
    rail: '#efe9dc',
    line: '#e0d9c9',
    ink: '#1b2827',
    quiet: '#55625f',
    pine: '#0f5450',
    pineDeep: '#0a3d3a',
    onPine: '#ffffff',
    wash: '#e3ede8',
    good: '#1f6b3f',
    warn: '#8a4a07',
    bad: '#a3182b',
    onBad: '#ffffff',
  },
  dark: {
    ground: '#0d1514',
    surface: '#141f1e',
    raised: '#1a2726',
    rail: '#101a19',
    line: '#2a3937',
    ink: '#e9ece7',
    quiet: '#a4b2ae',
    pine: '#85cabd',
    pineDeep: '#a6dcd2',
    onPine: '#07211e',
    wash: '#1c302d',
    good: '#86d3a1',
    warn: '#f0b878',
    bad: '#ff9a9d',
    onBad: '#3a0509',
  },
};

/** Fill and word colour of each urgency; the level is always written too, never told by colour alone. */
export const URGENCY_TONES: Record<
  'light' | 'dark',
  Record<Urgency, { fill: string; word: string }>
> = {
  light: {
    P0: { fill: '#a3182b', word: '#ffffff' },
    P1: { fill: '#fbdcc8', word: '#7d2f06' },
    P2: { fill: '#f5e9b8', word: '#5d4a00' },
    P3: { fill: '#e6e9e2', word: '#45524e' },
  },
  dark: {
    P0: { fill: '#ff8f95', word: '#37050a' },
    P1: { fill: '#53290f', word: '#ffcaa6' },
    P2: { fill: '#403710', word: '#f2e09a' },
    P3: { fill: '#253230', word: '#bccac6' },
  },
};

/** Colours of the bars of a chart, apart enough from each other in both modes. */
export const SERIES: Record<'light' | 'dark', readonly string[]> = {
  light: ['#0f5450', '#c98a2b', '#5b8fa8', '#a8503a', '#7a9a56', '#7d6396', '#98a39f', '#3d6b9c'],
  dark: ['#85cabd', '#e3b15e', '#86b9d1', '#e08f78', '#abc988', '#b7a0cf', '#8b9a96', '#8fb4e0'],
};
