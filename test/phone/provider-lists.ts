import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A call in Twilio's own list, as the test tells it. */
export interface TwilioRecord {
  sid: string;
  parent_call_sid?: string;
  direction?: string;
  status?: string;
  from?: string;
  to?: string;
  start: Date;
  /** Seconds; a call that goes on has none. */
  duration?: number;
}

/** What goes wrong with the next answers, in this order; then all is well. */
export type Fault = 'away' | 'busy' | 'silent' | 'cut' | 'no_json' | 'other_shape';

export const ACCOUNT = {
  sid: 'AC00000000000000000000000000000001',
  authToken: '0123456789abcdef0123456789abcdef',
};
export const API_KEY = 'callrail-api-key-of-tests';

/** Twilio's and CallRail's lists of calls over HTTP, in their own formats, page by page, with their faults. */
export class ProviderLists {
  readonly twilio: TwilioRecord[] = [];
  /** CallRail's accounts, each with its calls. */
  readonly callRail: Record<string, Record<string, unknown>[]> = { ACC1: [] };
  readonly faults: Fault[] = [];
  readonly asked: string[] = [];
  /** What a page names as the next one instead of what follows. */
  nextPage: string | undefined;
  pageSize = 2;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly base: string,
  ) {}

  static async open(): Promise<ProviderLists> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const lists = new ProviderLists(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => lists.#answer(request, response));
    return lists;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.base);
    this.asked.push(`${url.pathname}${url.search}`);
    const fault = this.faults.shift();
    if (fault) {
      this.#fail(fault, response);
      return;
    }
    const body = url.pathname.startsWith('/v3/')
      ? this.#callRailAnswer(url, request.headers.authorization)
      : this.#twilioAnswer(url, request.headers.authorization);
    send(response, body ? 200 : 401, body ?? { code: 20003, message: 'Authenticate' });
  }

  #fail(fault: Fault, response: ServerResponse): void {
    switch (fault) {
      case 'away':
        return send(response, 503, { message: 'Service Unavailable' });
      case 'busy':
        return send(response, 429, { message: 'Too Many Requests' });
      case 'silent':
        return undefined;
      case 'cut':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('{"calls": [');
        setTimeout(() => response.destroy(), 10);
        return undefined;
      case 'no_json':
        response.writeHead(200).end('<html>Sign in to the Wi-Fi of +12025550143</html>');
        return undefined;
      case 'other_shape':
        return send(response, 200, { calls: [{ id: null, sid: 7 }] });
    }
  }

  #twilioAnswer(url: URL, authorization: string | undefined): unknown {
    const basic = Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64');
    if (authorization !== `Basic ${basic}`) return undefined;
    const day = url.searchParams.get('StartTime>') ?? '';
    const calls = this.twilio
      .filter(({ start }) => start.toISOString().slice(0, 10) >= day)
      .toSorted((a, b) => b.start.getTime() - a.start.getTime());
    const page = Number(url.searchParams.get('Page') ?? 0);
    const from = page * this.pageSize;
    const more = new URLSearchParams({ 'StartTime>': day, Page: String(page + 1) });
    return {
      page,
      page_size: this.pageSize,
      calls: calls.slice(from, from + this.pageSize).map(twilioCall),
      next_page_uri:
        from + this.pageSize < calls.length ? (this.nextPage ?? `${url.pathname}?${more}`) : null,
    };
  }

  #callRailAnswer(url: URL, authorization: string | undefined): unknown {
    if (authorization !== `Token token="${API_KEY}"`) return undefined;
    if (url.pathname === '/v3/a.json') {
      const page = Number(url.searchParams.get('page') ?? 1);
      const ids = Object.keys(this.callRail);
      const id = ids[page - 1];
      return {
        page,
        per_page: 1,
        total_pages: ids.length,
        total_records: ids.length,
        accounts: id === undefined ? [] : [{ id, name: 'Harbor Line' }],
      };
    }
    const account = url.pathname.split('/')[3] ?? '';
    const calls = this.callRail[account] ?? [];
    const from = Number(url.searchParams.get('offset') ?? 0) * this.pageSize;
    const next = new URL(url);
    next.searchParams.set('offset', String(from / this.pageSize + 1));
    const more = from + this.pageSize < calls.length;
    return {
      per_page: this.pageSize,
      has_next_page: more,
      next_page: more ? (this.nextPage ?? next.href) : null,
      calls: calls.slice(from, from + this.pageSize),
    };
  }
}

/** Dates as RFC 2822 and numbers as text, as Twilio writes them. */
function twilioCall({ start, duration, ...rest }: TwilioRecord): Record<string, unknown> {
  const over = duration !== undefined;
  return {
    account_sid: ACCOUNT.sid,
    parent_call_sid: null,
    direction: 'inbound',
    status: over ? 'completed' : 'in-progress',
    from: '+12025550143',
    to: '+18885550100',
    start_time: rfc2822(start),
    end_time: over ? rfc2822(new Date(start.getTime() + duration * 1000)) : null,
    duration: over ? String(duration) : null,
    price: null,
    api_version: '2010-04-01',
    ...rest,
  };
}

function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
