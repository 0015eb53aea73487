/** Thrown by a handler when no further attempt can help: the job has failed for good at once. */
export class PermanentJobError extends Error {
  override readonly name = 'PermanentJobError';

  /** @param code short and stable, kept as the reason: `inquiry.unreadable` */
  constructor(
    readonly code: string,
    options?: { cause?: unknown },
  ) {
    super(code, options);
  }
}

/** An attempt that ran longer than its job allows. */
export class JobTimeoutError extends Error {
  override readonly name = 'JobTimeoutError';
  readonly code = 'job.timeout';

  constructor(timeoutMs: number) {
    super(`Longer than ${timeoutMs} ms.`);
  }
}

/** What may be kept of an error: its code, else the name of its class. Messages can quote a person. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return code.slice(0, 100);
}
