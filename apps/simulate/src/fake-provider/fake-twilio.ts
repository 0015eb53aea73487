import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { FakeRecordings } from './fake-recordings.js';

/** A text that the provider has taken. */
export interface TakenText {
  sid: string;
  to: string;
  from: string;
  body: string;
  status: string;
  errorCode: number | null;
  createdAt: Date;
  statusCallback: string | null;
}

/**
 * What goes wrong with the next send. `drop`: takes the text and drops the connection before the answer.
 * `drop_first`: drops it without taking the text. `broken`: takes it and answers 500. `silent`: takes it and answers
 * nothing. `no_json`: takes it and answers something else. A number: refuses with this Twilio code.
 */
export type TextFault = 'drop' | 'drop_first' | 'broken' | 'silent' | 'no_json' | number;

export interface FakeTwilioOptions {
  accountSid: string;
  authToken: string;
  port?: number;
  host?: string;
  /** Where reports go, when the site listens elsewhere than at its public address. */
  siteUrl?: string;
  pageSize?: number;
  now?: () => Date;
  onTaken?: (text: TakenText) => void;
}

/** Twilio's messages and recordings as its API of 2010-04-01 shows them: over HTTP, with its answers, errors and signed reports. */
export class FakeTwilio {
  readonly texts: TakenText[] = [];
  /** Used up one by one, each by one send. */
  readonly faults: TextFault[] = [];
  readonly recordings = new FakeRecordings();
  /** How often a text was asked for, taken or not. */
  asked = 0;
  /** While true, the list of messages answers 500. */
  listAway = false;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly options: FakeTwilioOptions,
    /** Its address, for `TWILIO_API_BASE`. */
    readonly base: string,
  ) {}

  static async open(options: FakeTwilioOptions): Promise<FakeTwilio> {
    const { port = 0, host = '127.0.0.1' } = options;
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const address = server.address();
    const listening = typeof address === 'object' && address ? address.port : port;
    const twilio = new FakeTwilio(server, options, `http://${host}:${listening}`);
    server.on('request', (request, response) => void twilio.#answer(request, response));
    return twilio;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  /** From now on reports go to the site at this address. */
  reportTo(siteUrl: string): void {
    this.options.siteUrl = siteUrl;
  }

  /** Reports a text's next status to the site, signed. Gives the site's HTTP status. */
  async report(text: TakenText, status: string, errorCode: number | null = null): Promise<number> {
    text.status = status;
    text.errorCode = errorCode;
    if (text.statusCallback === null) return 0;
    const fields: Record<string, string> = {
      MessageSid: text.sid,
      SmsSid: text.sid,
      AccountSid: this.options.accountSid,
      From: text.from,
      To: text.to,
      MessageStatus: status,
      SmsStatus: status,
      ApiVersion: '2010-04-01',
      ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
    };
    const { authToken, siteUrl } = this.options;
    const signature = getExpectedTwilioSignature(authToken, text.statusCallback, fields);
    const { pathname, search, origin } = new URL(text.statusCallback);
    const answer = await fetch(`${siteUrl ?? origin}${pathname}${search}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body: new URLSearchParams(fields).toString(),
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.base);
    const { accountSid, authToken } = this.options;
    const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) {
      return refuse(response, 401, 20003, 'Authentication Error - invalid username');
    }
    if (this.recordings.answer(url.pathname, response)) return;
    if (url.pathname !== `/2010-04-01/Accounts/${accountSid}/Messages.json`) {
      return refuse(response, 404, 20404, 'The requested resource was not found');
    }
    if (request.method === 'POST') return this.#take(request, response);
    return this.#list(url, response);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked += 1;
    const form = new URLSearchParams(await textOf(request));
    const fault = this.faults.shift();
    if (fault === 'drop_first') return void request.socket.destroy();
    const [to, body] = [form.get('To') ?? '', form.get('Body') ?? ''];
    const from = form.get('From') ?? (form.has('MessagingServiceSid') ? '+18885550100' : '');
    if (typeof fault === 'number') return refuse(response, 400, fault, 'Refused by the simulator');
    if (!/^\+\d{8,15}$/.test(to)) return refuse(response, 400, 21211, "Invalid 'To' Phone Number");
    if (from === '') return refuse(response, 400, 21603, "A 'From' phone number is required");
    if (body === '') return refuse(response, 400, 21602, 'Message body is required');
    if (body.length > 1600) return refuse(response, 400, 21617, 'The message body is too long');
    const text: TakenText = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to,
      from,
      body,
      status: 'queued',
      errorCode: null,
      createdAt: this.options.now?.() ?? new Date(),
      statusCallback: form.get('StatusCallback'),
    };
    this.texts.push(text);
    this.options.onTaken?.(text);
    if (fault === 'drop') return void request.socket.destroy();
    if (fault === 'silent') return;
    if (fault === 'broken') return refuse(response, 500, 20500, 'Internal Server Error');
    if (fault === 'no_json') return void response.writeHead(201).end('<html>Created</html>');
    json(response, 201, this.#resource(text));
  }

  #list(url: URL, response: ServerResponse): void {
    if (this.listAway) return refuse(response, 500, 20500, 'Internal Server Error');
    const to = url.searchParams.get('To');
    const page = Number(url.searchParams.get('Page') ?? '0');
    const size = Math.min(
      Number(url.searchParams.get('PageSize') ?? '50'),
      this.options.pageSize ?? 50,
    );
    const found = this.texts.filter((text) => to === null || text.to === to).toReversed();
    const more = found.length > (page + 1) * size;
    const next = new URLSearchParams({
      ...(to === null ? {} : { To: to }),
      PageSize: String(size),
      Page: String(page + 1),
    });
    json(response, 200, {
      messages: found.slice(page * size, (page + 1) * size).map((text) => this.#resource(text)),
      page,
      page_size: size,
      next_page_uri: more ? `${url.pathname}?${next}` : null,
    });
  }

  #resource(text: TakenText): Record<string, unknown> {
    return {
      sid: text.sid,
      account_sid: this.options.accountSid,
      to: text.to,
      from: text.from,
      body: text.body,
      status: text.status,
      direction: 'outbound-api',
      error_code: text.errorCode,
      error_message: null,
      num_segments: '1',
      num_media: '0',
      price: null,
      price_unit: 'USD',
      api_version: '2010-04-01',
      date_created: text.createdAt.toUTCString(),
      date_sent: null,
      date_updated: text.createdAt.toUTCString(),
      uri: `/2010-04-01/Accounts/${this.options.accountSid}/Messages/${text.sid}.json`,
    };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  json(response, status, { code, message, more_info, status });
}
