import { type LookColours, nightColours } from '#contract';

/** The icon on the organisation's own ground. */
export function faviconOf(look: LookColours, drawn: string): string {
  const own = nightColours({ brand: null, call: null }).night;
  return drawn.replaceAll(own, nightColours(look).night);
}
