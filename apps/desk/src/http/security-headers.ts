import type { FastifyInstance } from 'fastify';
import type { PhoneView } from '#contract';

/** Styles come from the theme at run time (emotion writes style elements); scripts only from our own files. */
function policyOf(phone: PhoneView['kind']): string {
  const { connect, media } = phone === 'twilio' ? TWILIO : { connect: '', media: '' };
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${connect}`,
    `media-src 'self'${media}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What the Voice SDK 2.18 speaks with (its README, "Content Security Policy"); its script is in our own files. */
const TWILIO = {
  connect:
    ' https://eventgw.twilio.com wss://voice-js.roaming.twilio.com https://media.twiliocdn.com https://sdk.twilio.com',
  media: ' mediastream: https://media.twiliocdn.com https://sdk.twilio.com',
};

/** Headers of every answer: nothing is framed, sniffed, referred or, from the API, kept (rule R15). */
export function addSecurityHeaders(
  http: FastifyInstance,
  deskUrl: string,
  phone: PhoneView['kind'],
): void {
  const policy = policyOf(phone);
  const microphone = phone === 'twilio' ? '(self)' : '()';
  const https = deskUrl.startsWith('https:');
  http.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': `camera=(), microphone=${microphone}, geolocation=()`,
      ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
      ...(request.url.startsWith('/api/') ? { 'cache-control': 'no-store' } : {}),
    });
  });
}
