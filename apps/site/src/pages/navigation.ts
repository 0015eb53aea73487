import type { Words } from '../words/words.js';

/** A place of the site that every page leads to. */
export interface SitePlace {
  path: string;
  word: keyof Words['nav'];
}

/** In the header on wide screens, at the foot of every page on all. */
export const PLACES: readonly SitePlace[] = [
  { path: '/find', word: 'find' },
  { path: '/insurance', word: 'insurance' },
  { path: '/articles', word: 'articles' },
  { path: '/who-we-are', word: 'whoWeAre' },
];

/** At the foot alone. */
export const MORE_PLACES: readonly SitePlace[] = [
  { path: '/overdose', word: 'overdose' },
  { path: '/safety', word: 'safety' },
  { path: '/privacy', word: 'privacy' },
  { path: '/accessibility', word: 'accessibility' },
  { path: '/terms', word: 'terms' },
];
