import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';

/** A form's fields as a provider signs them: a field sent several times is a list. */
export type FormFields = Record<string, string | string[]>;

/** A request as it is verified: nothing in it has been parsed or re-written. */
export interface SignedRequest {
  /** The whole address as the provider called it, with its query. */
  url: string;
  contentType: string;
  body: Buffer;
}

/**
 * Twilio: HMAC-SHA1 over the address and the sorted form fields; a body that is no form is covered
 * by the address's `bodySHA256`. A body that neither of the two covers is refused.
 */
export function signedByTwilio(token: string, signature: string, request: SignedRequest): boolean {
  if (!URL.canParse(request.url)) return false;
  if (new URL(request.url).searchParams.has('bodySHA256')) {
    return validateRequestWithBody(token, signature, request.url, request.body.toString('utf8'));
  }
  const isForm = request.contentType.startsWith('application/x-www-form-urlencoded');
  if (!isForm && request.body.length > 0) return false;
  return validateRequest(token, signature, request.url, formFields(request.body));
}

/** CallRail: base64 of HMAC-SHA1 over the raw body, in the header `Signature`. */
export function signedByCallRail(key: string, signature: string, body: Buffer): boolean {
  return sameText(signature, createHmac('sha1', key).update(body).digest('base64'));
}

/**
 * CallTrackingMetrics: base64 of HMAC-SHA1 over time and raw body. The time has no window: a replay
 * changes nothing (one call, one event id), and refusing late ones would lose calls after an outage.
 */
export function signedByCtm(
  secret: string,
  time: string,
  signature: string,
  body: Buffer,
): boolean {
  return sameText(signature, createHmac('sha1', secret).update(time).update(body).digest('base64'));
}

/** Meta: `sha256=` and hex of HMAC-SHA256 over the raw body, in `X-Hub-Signature-256`. */
export function signedByMeta(appSecret: string, signature: string, body: Buffer): boolean {
  return sameText(
    signature,
    `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
  );
}

/** Compares two texts in a time that tells nothing about either, whatever their lengths. */
export function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** The fields of a urlencoded body. */
export function formFields(body: Buffer): FormFields {
  const fields = Object.create(null) as FormFields;
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else fields[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return fields;
}
