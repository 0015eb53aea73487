import { HttpError } from 'react-admin';

/** The body of a 409: the record as it is now, and what one tried to write. */
export interface ConflictBody {
  code: string;
  message: string;
  current: Record<string, unknown>;
  yours: Record<string, unknown>;
}

/** The conflict inside an error, when it is one that carries both values. */
export function conflictOf(error: unknown): ConflictBody | null {
  if (!(error instanceof HttpError) || error.status !== 409) return null;
  const body = error.body as Partial<ConflictBody> | undefined;
  return body?.current && body.yours ? (body as ConflictBody) : null;
}

/** Sentences per field of a refusal, for a form; null when the refusal names no field. */
export function fieldErrorsOf(error: unknown): Record<string, string> | null {
  if (!(error instanceof HttpError)) return null;
  const errors = (error.body as { errors?: Record<string, unknown> } | undefined)?.errors;
  if (!errors) return null;
  const named = Object.entries(errors).filter(
    (entry): entry is [string, string] => entry[0] !== 'root' && typeof entry[1] === 'string',
  );
  return named.length > 0 ? Object.fromEntries(named) : null;
}

/** The sentence of an error, for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? error.message
    : 'Something went wrong. Please try again.';
}
