import { addressesIn, headFields } from './mail-head.js';

const FIELD = 'authentication-results';
const METHOD = /(?:^|;)\s*(dmarc|dkim)\s*(?:\/\s*\d+\s*)?=\s*([a-z]+)([^;]*)/gi;
const COMMENT = /\([^()]*\)/g;

/**
 * Whether our own mail server vouches for the address that an e-mail says it is from: DMARC passed for exactly that
 * domain, or there is no DMARC and a signature (DKIM) of exactly that domain passed. It proves the domain; that nobody
 * else writes under the name before the @ is the word of whoever runs that domain.
 *
 * Only the topmost field of our server counts, known by its name (`authserv`, the authserv-id): what stands below came
 * with the e-mail, or may have. Our server has to take out fields that claim its name from outside (RFC 8601, 5).
 * Without a name, without a field of that name, and where From names several addresses, nobody vouches. Never throws.
 */
export function isSenderProven(
  raw: Buffer,
  from: string | null,
  authserv: string | undefined,
): boolean {
  if (from === null || authserv === undefined) return false;
  const fields = headFields(raw);
  const written = fields('from');
  const addresses = addressesIn(written.join(' '));
  if (written.length !== 1 || addresses.length !== 1 || addresses[0] !== from) return false;
  const said = fields(FIELD)
    .map(plain)
    .find((value) => serverOf(value) === authserv.toLowerCase());
  return said !== undefined && vouchesFor(said, domainOf(from));
}

/** Without comments, which may hold anything. */
function plain(value: string): string {
  let [text, before] = [value, ''];
  while (text !== before) [text, before] = [text.replaceAll(COMMENT, ' '), text];
  return text;
}

/** The name of the server that says it; a version may follow. */
function serverOf(value: string): string {
  return value.split(';')[0]?.trim().split(/\s+/)[0]?.replaceAll('"', '').toLowerCase() ?? '';
}

function vouchesFor(said: string, domain: string): boolean {
  const results = [...said.slice(said.indexOf(';')).matchAll(METHOD)].map(
    ([, method = '', result = '', properties = '']) => ({
      method: method.toLowerCase(),
      passed: result.toLowerCase() === 'pass',
      none: result.toLowerCase() === 'none',
      properties,
    }),
  );
  const dmarc = results.filter(({ method, none }) => method === 'dmarc' && !none);
  if (dmarc.length > 0) {
    return dmarc.every(
      ({ passed, properties }) => passed && property(properties, 'header.from') === domain,
    );
  }
  return results.some(
    ({ method, passed, properties }) =>
      method === 'dkim' && passed && signerOf(properties) === domain,
  );
}

/** The domain that signed: said as `header.d`, or by older servers as the domain of `header.i`. */
function signerOf(properties: string): string {
  const signer = property(properties, 'header.d');
  return signer === '' ? domainOf(property(properties, 'header.i')) : signer;
}

function property(properties: string, name: string): string {
  for (const part of properties.trim().split(/\s+/)) {
    const at = part.indexOf('=');
    if (part.slice(0, at).toLowerCase() === name) {
      return part
        .slice(at + 1)
        .replaceAll('"', '')
        .replace(/\.$/, '')
        .toLowerCase();
    }
  }
  return '';
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
