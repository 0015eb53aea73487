/** What a {@link DomainError} carries beside its code. */
export interface DomainErrorOptions {
  /** HTTP status the error maps to; 400 unless said. */
  status?: number;
  /** A sentence for the person reading it; never holds personal data. The code itself when left out. */
  message?: string;
  /** Field name → sentence, for errors that belong to fields of the input. */
  errors?: Record<string, string>;
  /** More for the client, beside the code: `{current, yours}` of a version conflict. */
  details?: Record<string, unknown>;
  /** The error underneath, for the log only. */
  cause?: unknown;
}

/**
 * An error the domain means: it reaches the client as `{code, message, errors}` with its status.
 * Anything else that is thrown becomes a 500 without detail.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors?: Record<string, string>;
  readonly details?: Record<string, unknown>;

  /** @param code dotted, stable, listed in the contract: `lead.not_found` */
  constructor(code: string, options: DomainErrorOptions = {}) {
    super(options.message ?? code, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.status = options.status ?? 400;
    if (options.errors) this.errors = options.errors;
    if (options.details) this.details = options.details;
  }
}

/** `record.version_conflict` with both values, ready to throw: somebody changed the record since it was looked at. */
export function versionConflict(
  current: Record<string, unknown>,
  yours: Record<string, unknown>,
): DomainError {
  return new DomainError('record.version_conflict', {
    status: 409,
    message: 'Somebody changed this in the meantime. Look at both and save again.',
    details: { current, yours },
  });
}
