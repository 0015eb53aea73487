/** How a body is made small for a browser. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** The best of what a browser says it understands. */
export function encodingFor(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'identity';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}
