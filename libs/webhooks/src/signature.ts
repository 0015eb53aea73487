import { createHmac } from 'node:crypto';

/** A secret that signs; the older ones of a rotation sign too, until they end. */
export interface SigningSecret {
  /** `whsec_` and base64 of at least 24 bytes. */
  secret: string;
  /** Signs until then; null: the current one. */
  until: string | null;
}

/**
 * Headers of a delivery by the Standard Webhooks specification 1.0: id, time in seconds, and one `v1` signature
 * (HMAC-SHA256 of `id.time.body`) for each secret that is good now.
 */
export function signedHeaders(
  { id, body }: { id: string; body: string },
  secrets: readonly SigningSecret[],
  now: Date,
): Record<string, string> {
  const time = Math.floor(now.getTime() / 1000);
  const signatures = secrets
    .filter(({ until }) => until === null || new Date(until) > now)
    .map(({ secret }) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`;
    });
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(time),
    'webhook-signature': signatures.join(' '),
  };
}
