import { createHmac } from 'node:crypto';
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { PUBLIC_URL, SECRETS } from './webhook-site.js';

/** A request as a provider sends it. */
export interface ProviderRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

const FORM = 'application/x-www-form-urlencoded';

/** A form that Twilio's own library signed. */
export function twilioForm(
  path: string,
  params: Record<string, string>,
  base = PUBLIC_URL,
): ProviderRequest {
  return {
    path,
    body: new URLSearchParams(params).toString(),
    headers: {
      'content-type': FORM,
      'x-twilio-signature': getExpectedTwilioSignature(
        String(SECRETS.twilioAuthToken),
        `${base}${path}`,
        params,
      ),
    },
  };
}

/** JSON that Twilio's own library signed, by `bodySHA256` in the address. */
export function twilioJson(path: string, value: unknown): ProviderRequest {
  const body = JSON.stringify(value);
  const signedPath = `${path}?bodySHA256=${getExpectedBodyHash(body)}`;
  return {
    path: signedPath,
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-signature': getExpectedTwilioSignature(
        String(SECRETS.twilioAuthToken),
        `${PUBLIC_URL}${signedPath}`,
        {},
      ),
    },
  };
}

export function callRailRequest(value: unknown): ProviderRequest {
  const body = JSON.stringify(value);
  return {
    path: '/webhooks/callrail',
    body,
    headers: {
      'content-type': 'application/json',
      signature: createHmac('sha1', String(SECRETS.callRailSigningKey))
        .update(body)
        .digest('base64'),
    },
  };
}

export function ctmRequest(value: unknown, time = '1794848500'): ProviderRequest {
  const body = JSON.stringify(value);
  return {
    path: '/webhooks/ctm',
    body,
    headers: {
      'content-type': 'application/json',
      'x-ctm-time': time,
      'x-ctm-signature': createHmac('sha1', String(SECRETS.ctmSecret))
        .update(time + body)
        .digest('base64'),
    },
  };
}

export function metaRequest(value: unknown): ProviderRequest {
  const body = JSON.stringify(value);
  const mac = createHmac('sha256', String(SECRETS.metaAppSecret)).update(body).digest('hex');
  return {
    path: '/webhooks/meta-leads',
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${mac}` },
  };
}

export function googleRequest(value: Record<string, unknown>): ProviderRequest {
  return {
    path: '/webhooks/google-leads',
    body: JSON.stringify({ google_key: SECRETS.googleLeadsKey, ...value }),
    headers: { 'content-type': 'application/json' },
  };
}

/** Sends a request and reads the whole answer. */
export async function send(
  address: string,
  { path, headers, body }: ProviderRequest,
): Promise<{ status: number; type: string; text: string }> {
  const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text: await answer.text(),
  };
}

/** The fields of an incoming call. */
export function callFields(sid: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    AccountSid: 'AC00000000000000000000000000000001',
    CallSid: sid,
    From: '+12148654559',
    FromState: 'TX',
    FromZip: '75201',
    To: '+18885550100',
    Direction: 'inbound',
    CallStatus: 'ringing',
    ...more,
  };
}
