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
  const signature = header(request, 'x-twilio-signature');
  requireSignature(
    addressesOf(request, options.publicUrl).some((url) =>
      signedByTwilio(token, signature, { url, contentType, body }),
    ),
  );
  return contentType.startsWith('application/json') ? ofJson(body) : ofForm(body);
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The addresses that the signature may cover: the public one. A site that has none, on one's own
 * machine, goes by several names; then the one that was called counts too, if it is this machine's.
 */
function addressesOf(request: FastifyRequest, publicUrl: string): string[] {
  const called = `http://${header(request, 'host')}`;
  const bases = isLoopback(publicUrl) && isLoopback(called) ? [publicUrl, called] : [publicUrl];
  return [...new Set(bases)].map((base) => `${base}${request.url}`);
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && LOOPBACK.test(new URL(address).hostname);
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
