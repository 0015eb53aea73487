import { z } from 'zod';

/** Every code an answer of ours may carry, with its HTTP status. One exhaustive list: the filter and the docs use it. */
export const ERROR_STATUS = {
  'request.invalid': 400,
  'request.malformed_json': 400,
  'request.unsupported_text': 422,
  'request.too_large': 413,
  'request.too_many': 429,
  'request.offset_too_deep': 400,
  'request.unsupported_media_type': 415,
  'request.method_not_allowed': 405,
  'request.not_found': 404,
  'auth.required': 401,
  'auth.forbidden': 403,
  'auth.second_factor_required': 403,
  'auth.weak_password': 422,
  'auth.invitation_invalid': 410,
  'idempotency.in_flight': 409,
  'idempotency.body_differs': 422,
  'webhook.not_configured': 503,
  'webhook.bad_signature': 401,
  'record.version_required': 428,
  'record.version_conflict': 409,
  'service.database_away': 503,
  'lead.not_found': 404,
  'lead.already_closed': 409,
  'lead.already_open': 409,
  'lead.gate_not_met': 422,
  'lead.transition_not_allowed': 409,
  'person.not_found': 404,
  'inquiry.not_found': 404,
  'inquiry.not_quarantined': 409,
  'call.not_found': 404,
  'task.not_found': 404,
  'task.already_done': 409,
  'coverage.not_found': 404,
  'payer.not_found': 404,
  'source.not_found': 404,
  'tracking_number.not_found': 404,
  'staff.not_found': 404,
  'staff.last_administrator': 409,
  'staff.email_taken': 409,
  'team.not_found': 404,
  'audit_event.not_found': 404,
  'organisation.not_found': 404,
  'sort.encrypted_column': 400,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** The body of every answer that is not a success. `errors` maps a field's path to a sentence. */
export const ErrorBody = z.object({
  code: z.string(),
  message: z.string(),
  errors: z.record(z.string(), z.string()).optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
