/** One part of an e-mail, decoded. */
export interface MimePart {
  /** Lower-case names; values unfolded. */
  headers: Map<string, string>;
  /** Of a part without parts of its own. */
  text: string;
  parts: MimePart[];
}

/** Reads a message as RFC 5322 and RFC 2045–2047 have it, as far as a text with an HTML alternative goes. */
export function mimeOf(raw: string): MimePart {
  const at = raw.search(/\r?\n\r?\n/);
  const head = at < 0 ? raw : raw.slice(0, at);
  const body = at < 0 ? '' : raw.slice(at).replace(/^\r?\n\r?\n/, '');
  const headers = new Map(
    head
      .replaceAll(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .flatMap((line) => {
        const colon = line.indexOf(':');
        if (colon < 0) return [];
        return [[line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())] as const];
      }),
  );
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    return { headers, text: '', parts: parts.map((part) => mimeOf(part.replace(/^\r?\n/, ''))) };
  }
  return { headers, text: decoded(body, headers.get('content-transfer-encoding')), parts: [] };
}

function decoded(body: string, encoding = '7bit'): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(encoding)) return body;
  const soft = body.replaceAll(/=\r?\n/g, '');
  return Buffer.from(
    soft.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

/** RFC 2047 encoded words. */
function words(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decoded(text.replaceAll('_', ' '), 'quoted-printable'),
    );
}
