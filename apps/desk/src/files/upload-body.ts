import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS, hasUnsupportedCharacters, MAX_FILE_BYTES } from '#contract';
import { DomainError } from '#platform';

const UPLOAD = 'application/octet-stream';
const NAME_LIMIT = 200;

/**
 * Leaves the bytes of an upload unread until the route asks for them, so that nobody who is not
 * signed in makes us hold ten megabytes.
 */
export function acceptUploads(http: FastifyInstance): void {
  http.addContentTypeParser(UPLOAD, (_request, _payload, done) => done(null, undefined));
}

/** The file of a request: its name from `X-File-Name`, its bytes read up to `limit`. Throws `request.too_large`. */
export async function uploadOf(
  request: FastifyRequest,
  reply: FastifyReply,
  limit = MAX_FILE_BYTES,
): Promise<{ name: string; content: Buffer }> {
  if (request.headers['content-type']?.split(';')[0]?.trim() !== UPLOAD) {
    throw refusal('request.unsupported_media_type', `Please send the file as ${UPLOAD}.`);
  }
  try {
    const name = nameOf(request);
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
    return { name, content: await bytesOf(request.raw, limit) };
  } catch (error) {
    // What is left of the body is not read: the connection cannot be used for anything else.
    void reply.header('connection', 'close');
    throw error;
  }
}

async function bytesOf(stream: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > limit) throw tooLarge(limit);
    parts.push(bytes);
  }
  return Buffer.concat(parts, length);
}

/** The name as people know it, without any path, or a sentence on what is wrong with it. */
function nameOf(request: FastifyRequest): string {
  const header = request.headers['x-file-name'];
  if (typeof header !== 'string') throw badName('Please send the file’s name in X-File-Name.');
  let name: string;
  try {
    name = decodeURIComponent(header);
  } catch {
    throw badName('X-File-Name is percent-encoded (encodeURIComponent).');
  }
  const last = (name.split(/[\\/]/).at(-1) ?? '').trim();
  if (last === '' || last.length > NAME_LIMIT) {
    throw badName(`A file’s name has 1 to ${NAME_LIMIT} characters.`);
  }
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  if (hasUnsupportedCharacters(last) || /[\u0000-\u001f\u007f]/.test(last)) {
    throw badName('A file’s name has no control characters.');
  }
  return last;
}

function badName(message: string): DomainError {
  return new DomainError('request.invalid', {
    status: 400,
    message,
    errors: { 'x-file-name': message },
  });
}

function tooLarge(limit: number): DomainError {
  return refusal('request.too_large', `A file may have at most ${limit / (1024 * 1024)} MB.`);
}

function refusal(
  code: 'request.too_large' | 'request.unsupported_media_type',
  message: string,
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message });
}
