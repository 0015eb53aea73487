import type { IncomingMessage } from 'node:http';

/** What browsers call an address that was typed or kept, and a way from another site (Fetch Metadata). */
const OUTSIDE: ReadonlySet<unknown> = new Set(['none', 'cross-site', 'same-site']);

/**
 * Whether somebody comes to a page from outside, so that nothing of the site is there yet: its styles then come inside the
 * page, one way there and back sooner. On the way from page to page they are a file the browser keeps.
 */
export function isFirstView({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>) {
  return method === 'GET' && OUTSIDE.has(headers['sec-fetch-site']);
}
