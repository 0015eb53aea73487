import { databaseCode } from '#platform';

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** SQLSTATE classes that mean the server cannot take work now: connection, resources, operator, system. */
const SERVER = /^(08|53|57|58)/;
/** Read-only: a standby after a failover. */
const READ_ONLY = '25006';
/** What `pg` says, without a code, when a connection or an answer doesn't come. */
const SENTENCES =
  /timeout exceeded when trying to connect|connection terminated|query read timeout|connection error and is not queryable|server closed the connection/i;

/** Whether the error means "no database just now", as opposed to a mistake in what it was asked. */
export function databaseIsAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(databaseIsAway);
  const code = databaseCode(error);
  if (code !== undefined) return NETWORK.has(code) || SERVER.test(code) || code === READ_ONLY;
  return error instanceof Error && SENTENCES.test(error.message);
}
