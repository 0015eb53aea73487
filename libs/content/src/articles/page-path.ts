import type { ContentKind } from '#contract';

/**
 * The address of a page on the site, without its language; null for what is a part of another page: a question, a payer's
 * words.
 */
export function pathOf(kind: ContentKind, slug: string): string | null {
  if (kind === 'article') return `/articles/${slug}`;
  return kind === 'page' ? `/${slug}` : null;
}
