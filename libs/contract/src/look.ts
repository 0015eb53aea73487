/** The colours an organisation gives the site; null: Bridgeline's own. `#rrggbb`. */
export interface LookColours {
  brand: string | null;
  call: string | null;
}

/** Colours of one theme, by their name in the site's styles. */
export type ThemeColours = Record<
  'pine' | 'pine-soft' | 'call' | 'call-hover' | 'call-ink',
  string
>;

/** Bridgeline's own. */
export const OWN_COLOURS = { brand: '#0d4742', call: '#a8401a' } as const;

/** Text on its ground needs this much (WCAG 2.2, 1.4.3); large text and marks `MARK_CONTRAST` (1.4.11). */
export const TEXT_CONTRAST = 4.5;
const MARK_CONTRAST = 3;
/** The grounds of the site's two themes, on which these colours stand. */
const PAPER = { light: '#faf5ec', dark: '#0e1c1c' } as const;
const CARD = { light: '#fffdf8', dark: '#152726' } as const;
const INK_ON_CALL = { light: '#ffffff', dark: '#2a1204' } as const;

/** Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * What is wrong with colours, as a sentence for each; none: they can be read. By light they are taken as they are; for the
 * dark theme lighter ones are made of them.
 */
export function lookProblems({
  brand,
  call,
}: LookColours): Partial<Record<'brand' | 'call', string>> {
  const problems: Partial<Record<'brand' | 'call', string>> = {};
  if (brand !== null) {
    const worst = Math.min(contrast(brand, PAPER.light), contrast(brand, softOf(brand, 'light')));
    if (worst < TEXT_CONTRAST) problems.brand = tooPale(worst);
  }
  if (call !== null) {
    const worst = contrast(call, INK_ON_CALL.light);
    if (worst < TEXT_CONTRAST) problems.call = tooPale(worst);
  }
  return problems;
}

/** The colours of a theme. Whatever the two given ones are, what is made of them for the dark can be read. */
export function themeColours(look: LookColours, theme: 'light' | 'dark'): ThemeColours {
  const brand = look.brand ?? OWN_COLOURS.brand;
  const call = look.call ?? OWN_COLOURS.call;
  if (theme === 'light') {
    return {
      pine: brand,
      'pine-soft': softOf(brand, 'light'),
      call,
      'call-hover': withLightness(call, (l) => l * 0.82),
      'call-ink': INK_ON_CALL.light,
    };
  }
  const soft = softOf(brand, 'dark');
  const pine = lighterUntil(brand, (one) =>
    [PAPER.dark, CARD.dark, soft].every((ground) => contrast(one, ground) >= TEXT_CONTRAST),
  );
  const bright = lighterUntil(
    call,
    (one) =>
      contrast(one, INK_ON_CALL.dark) >= TEXT_CONTRAST &&
      contrast(one, PAPER.dark) >= MARK_CONTRAST,
  );
  return {
    pine,
    'pine-soft': soft,
    call: bright,
    'call-hover': withLightness(bright, (l) => l + (1 - l) * 0.35),
    'call-ink': INK_ON_CALL.dark,
  };
}

/** The dark grounds of a look, the same in both themes: of the first page, the browser's frame, icon and pictures of links. */
export function nightColours({ brand }: LookColours): { night: string; deep: string } {
  if (brand === null) return { night: '#0d3b38', deep: '#082a2a' };
  return { night: withLightness(brand, () => 0.14), deep: withLightness(brand, () => 0.09) };
}

/** The styles that give the site these colours; empty when they are its own. */
export function lookStyles(look: LookColours): string {
  if (look.brand === null && look.call === null) return '';
  const lines = (theme: 'light' | 'dark') =>
    Object.entries(themeColours(look, theme))
      .map(([name, colour]) => `--${name}:${colour}`)
      .join(';');
  const { night, deep } = nightColours(look);
  const dusk = look.brand === null ? '' : `;--night:${night};--night-deep:${deep}`;
  return `:root{${lines('light')}${dusk}}@media (prefers-color-scheme:dark){:root{${lines('dark')}}}`;
}

function tooPale(found: number): string {
  return `This is too pale to be read: its contrast is ${found.toFixed(1)}, and ${TEXT_CONTRAST} is needed. Choose a darker one.`;
}

/** A ground in the hue of a colour, next to the theme's paper. */
function softOf(colour: string, theme: 'light' | 'dark'): string {
  const [hue, saturation] = hslOf(colour);
  return theme === 'light'
    ? rgbOf(hue, Math.min(saturation, 0.3), 0.91)
    : rgbOf(hue, Math.min(saturation, 0.35), 0.14);
}

function lighterUntil(colour: string, enough: (one: string) => boolean): string {
  const [, , from] = hslOf(colour);
  for (let lightness = from; lightness < 1; lightness += 0.01) {
    const one = withLightness(colour, () => lightness);
    if (enough(one)) return one;
  }
  return '#ffffff';
}

function withLightness(colour: string, change: (lightness: number) => number): string {
  const [hue, saturation, lightness] = hslOf(colour);
  return rgbOf(hue, saturation, change(lightness));
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** 0 to 1 each. */
function channels(colour: string): [number, number, number] {
  const at = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

/** Hue in turns, saturation and lightness 0 to 1. */
function hslOf(colour: string): [hue: number, saturation: number, lightness: number] {
  const [red, green, blue] = channels(colour);
  const high = Math.max(red, green, blue);
  const span = high - Math.min(red, green, blue);
  const lightness = high - span / 2;
  if (span === 0) return [0, 0, lightness];
  const saturation = span / (1 - Math.abs(2 * lightness - 1));
  const sixth =
    high === red
      ? ((green - blue) / span + 6) % 6
      : high === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return [sixth / 6, saturation, lightness];
}

function rgbOf(hue: number, saturation: number, lightness: number): string {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number) => {
    const turn = (n + hue * 12) % 12;
    const value = lightness - chroma * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
