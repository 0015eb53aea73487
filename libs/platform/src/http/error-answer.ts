import { databaseCode } from '../database/data-source.js';
import { DomainError } from '../domain-error.js';

/** What a client gets instead of a success. */
export interface ErrorAnswer {
  status: number;
  body: { code: string; message: string; errors?: Record<string, string>; [more: string]: unknown };
  /** True when the cause is ours and belongs in the log. */
  unexpected: boolean;
}

/** One thing wrong with an input, as zod and every Standard Schema report it. */
export interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
}

/** Most fields named in one answer. */
const MAX_ERRORS = 50;

/** Turns the issues of a validation into the error that names each field once. */
export function invalidRequest(issues: readonly Issue[], cause?: unknown): DomainError {
  const errors: Record<string, string> = {};
  for (const issue of issues.slice(0, MAX_ERRORS)) {
    const path = (issue.path ?? [])
      .map((part) => String(typeof part === 'object' ? part.key : part))
      .join('.');
    errors[path || 'body'] ??= issue.message;
  }
  return new DomainError('request.invalid', {
    status: 400,
    message: 'Some of what was sent is missing or not usable.',
    errors,
    cause,
  });
}

/**
 * The answer for anything that was thrown. Known errors keep their code; whatever is not known is
 * a 500 without a word about its cause.
 */
export function errorAnswer(error: unknown): ErrorAnswer {
  if (error instanceof DomainError) return ofDomain(error);
  if (hasIssues(error)) return ofDomain(invalidRequest(error.issues));
  const status = httpStatus(error);
  if (status !== undefined && status < 500) return ofStatus(status, error);
  if (databaseIsAway(error)) {
    return {
      status: 503,
      body: { code: 'service.database_away', message: 'The service is away for a moment.' },
      unexpected: true,
    };
  }
  return {
    status: 500,
    body: { code: 'internal', message: 'Something went wrong on our side.' },
    unexpected: true,
  };
}

/** Whether an error means that PostgreSQL could not be reached, rather than that it said no. */
export function databaseIsAway(error: unknown): boolean {
  const code = databaseCode(error) ?? '';
  if (/^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|08|57P|53300)/.test(code)) return true;
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      error.message,
    )
  );
}

function ofDomain(error: DomainError): ErrorAnswer {
  const { code, message, errors, details, status } = error;
  return {
    status,
    body: { ...details, code, message, ...(errors ? { errors } : {}) },
    unexpected: status >= 500 && status !== 503,
  };
}

const answers: Record<number, [code: string, message: string]> = {
  401: ['auth.required', 'Please sign in.'],
  403: ['auth.forbidden', 'You may not do this.'],
  404: ['request.not_found', 'There is nothing at this address.'],
  405: ['request.method_not_allowed', 'This cannot be done at this address.'],
  413: ['request.too_large', 'What was sent is too large.'],
  415: ['request.unsupported_media_type', 'This kind of content is not understood here.'],
  429: ['request.too_many', 'Too many requests; please wait a moment.'],
};

function ofStatus(status: number, error: unknown): ErrorAnswer {
  const [code, message] = answers[status] ?? ofBadRequest(error);
  return { status, body: { code, message }, unexpected: false };
}

function ofBadRequest(error: unknown): [string, string] {
  const code = databaseCode(error) ?? '';
  if (error instanceof SyntaxError || /JSON/.test(code) || messageOf(error).includes('JSON')) {
    return ['request.malformed_json', 'What was sent is not valid JSON.'];
  }
  return ['request.invalid', 'The request cannot be understood.'];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('getStatus' in error && typeof error.getStatus === 'function') {
    return Number(error.getStatus());
  }
  if ('statusCode' in error && typeof error.statusCode === 'number' && error.statusCode >= 400) {
    return error.statusCode;
  }
  return undefined;
}

function hasIssues(error: unknown): error is { issues: Issue[] } {
  return (
    error instanceof Error &&
    error.name.endsWith('ZodError') &&
    'issues' in error &&
    Array.isArray(error.issues)
  );
}
