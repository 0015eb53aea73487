import {
  createServer,
  get,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { SITE } from './visit.js';

/** Where a page says that it may be painted from here on: the last byte that comes. */
const PAINT_HERE = /<[a-z]+ id="paint-here"[^>]*>(?:<\/[a-z]+>)?/;

export interface HangingLine {
  /** The site's address over this line. */
  address: string;
  close(): Promise<void>;
}

/** A line to the site that brings a page up to where it may be painted, and then nothing more. Files come whole. */
export async function hangingLine(): Promise<HangingLine> {
  const server = createServer((request, answer) => {
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    get(SITE + request.url, { headers }, (got) => void bring(got, answer)).on('error', () =>
      answer.destroy(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function bring(got: IncomingMessage, answer: ServerResponse): Promise<void> {
  const bytes = Buffer.concat(await got.toArray());
  answer.writeHead(got.statusCode ?? 502, withoutLength(got.headers));
  const page = got.headers['content-type']?.startsWith('text/html') ?? false;
  if (!page) answer.end(bytes);
  else answer.write(firstPart(bytes.toString()));
}

/** Beside the styles in its head a page needs no more than this before it may be painted; bytes. */
const FIRST_KILOBYTES = 4096;

function firstPart(html: string): string {
  const mark = PAINT_HERE.exec(html);
  const before = mark ? mark.index - html.indexOf('<body') : Number.POSITIVE_INFINITY;
  // One that says it later shows nothing for longer: what comes in time is then no more than this.
  if (!mark || before > FIRST_KILOBYTES)
    return html.slice(0, html.indexOf('<body') + FIRST_KILOBYTES);
  return html.slice(0, mark.index + mark[0].length);
}

function withoutLength(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-length': _length, 'transfer-encoding': _pieces, ...rest } = headers;
  return rest;
}
