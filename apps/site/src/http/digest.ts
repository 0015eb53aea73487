import { createHash } from 'node:crypto';

/** A short name for a content: another content has another one. */
export function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
