import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { DomainError, invalidRequest } from '#platform';

/**
 * Checks the body of a change to a record: without the record's `version` it is
 * `record.version_required` (428), so that nobody overwrites what they have not seen. Fields the
 * schema does not name are read-only and ignored, as react-admin sends whole records back.
 */
export class Versioned<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(readonly schema: S) {}

  transform(body: unknown): z.infer<S> {
    if (typeof body === 'object' && body !== null && !('version' in body)) {
      throw new DomainError('record.version_required', {
        status: 428,
        message: 'Please send the version of the record you have seen.',
        errors: { version: 'The version of the record is missing.' },
      });
    }
    const read = this.schema.safeParse(body);
    if (!read.success) throw invalidRequest(read.error.issues);
    return read.data;
  }
}

/** Checks a body or a query; a refusal names the fields. */
export class Valid<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(readonly schema: S) {}

  transform(body: unknown): z.infer<S> {
    const read = this.schema.safeParse(body);
    if (!read.success) throw invalidRequest(read.error.issues);
    return read.data;
  }
}
