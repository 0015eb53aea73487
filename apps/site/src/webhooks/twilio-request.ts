import type { FastifyRequest } from 'fastify';
import { formFields, signedByTwilio } from './signatures.js';
import {
  configured,
  header,
  jsonObject,
  rawBody,
  requireSignature,
  textOf,
  type WebhookOptions,
} from './webhook-door.js';

/** The fields of a request that Twilio signed. Throws 503 without a secret, 401 for anything else. */
export function verifiedFields(
  request: FastifyRequest,
  options: Pick<WebhookOptions, 'secrets' | 'publicUrl'>,
): Record<string, string> {
  const token = configured(options.secrets.twilioAuthToken);
  const body = rawBody(request);
  const contentType = header(request, 'content-type');
  const url = `${options.publicUrl}${request.url}`;
  requireSignature(
    signedByTwilio(token, header(request, 'x-twilio-signature'), { url, contentType, body }),
  );
  return contentType.startsWith('application/json') ? ofJson(body) : ofForm(body);
}

function ofForm(body: Buffer): Record<string, string> {
  const fields = formFields(body);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value[0] ?? '') : value,
    ]),
  );
}

function ofJson(body: Buffer): Record<string, string> {
  const object = jsonObject(body);
  return Object.fromEntries(Object.keys(object).map((name) => [name, textOf(object, name)]));
}
