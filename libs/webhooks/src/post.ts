import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** How a delivery ended. */
export type PostOutcome =
  | { kind: 'answered'; status: number }
  | { kind: 'refused'; because: 'private_address' | 'not_https' | 'bad_address' }
  | { kind: 'unreachable'; because: string };

/** What tests replace: names, and which addresses count as open. */
export interface PostOptions {
  lookup?: (host: string) => Promise<{ address: string; family: number }[]>;
  isAllowed?: (address: string) => boolean;
  httpToo?: boolean;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * Posts to an address somebody typed, and never to one of our own network: the name is looked up once, every address of
 * it has to be public, and the connection goes to the very address that was looked at (a name that answers differently a
 * moment later changes nothing). No redirect is followed, nothing of the answer but its status is read.
 */
export async function postOutside(
  url: string,
  headers: Record<string, string>,
  body: string,
  options: PostOptions = {},
): Promise<PostOutcome> {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || target.username || target.password)
    return { kind: 'refused', because: 'bad_address' };
  if (target.protocol !== 'https:' && !(options.httpToo && target.protocol === 'http:')) {
    return { kind: 'refused', because: 'not_https' };
  }
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const addresses = await addressesOf(host, options).catch(() => []);
  const [first] = addresses;
  if (!first) return { kind: 'unreachable', because: 'name_unknown' };
  const allowed = options.isAllowed ?? isPublicAddress;
  if (!addresses.every(({ address }) => allowed(address))) {
    return { kind: 'refused', because: 'private_address' };
  }
  return send(target, first, headers, body, options.timeoutMs ?? TIMEOUT_MS);
}

async function addressesOf(host: string, { lookup }: PostOptions) {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return lookup ? lookup(host) : systemLookup(host, { all: true, verbatim: true });
}

function send(
  target: URL,
  at: { address: string; family: number },
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
      method: 'POST',
      agent: false,
      headers: {
        ...headers,
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Bridgeline-Webhooks/1',
      },
      // The name is not asked again: the address that was looked at is the one that is called.
      lookup: (_host, asked, answer) => {
        if (typeof asked === 'object' && asked.all) answer(null, [at]);
        else answer(null, at.address, at.family);
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on('response', (response) => {
      resolve({ kind: 'answered', status: response.statusCode ?? 0 });
      response.destroy();
    });
    request.on('error', (error) => {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
      resolve({ kind: 'unreachable', because: code.slice(0, 60) });
    });
    request.end(body);
  });
}
