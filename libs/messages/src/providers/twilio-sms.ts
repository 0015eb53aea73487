import { z } from 'zod';
import {
  type ListedSms,
  PROVIDER_DEADLINE_MS,
  type SendOutcome,
  type SmsOut,
  SmsPort,
} from './ports.js';

/** A Twilio account. */
export interface TwilioAccount {
  sid: string;
  authToken: string;
  /** Sends through this service's pool of numbers instead of from one number. */
  messagingServiceSid?: string | undefined;
  /** `https://api.twilio.com`, or the simulator. */
  base: string;
  /** The site's address as the provider sees it; reports go there. */
  publicUrl: string;
  /** Milliseconds; {@link PROVIDER_DEADLINE_MS} unless said. */
  deadline?: number;
}

const Accepted = z.object({ sid: z.string().min(1).max(64) });
const Refused = z.object({ code: z.number().int() });
const Listed = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      to: z.string().nullish(),
      body: z.string().nullish(),
      direction: z.string().nullish(),
      status: z.string(),
      error_code: z.union([z.number(), z.string()]).nullish(),
      date_created: z.string(),
    }),
  ),
  next_page_uri: z.string().nullish(),
});

/** The connection was never made: what was to be sent has not left. Codes of Node's sockets and of its fetch. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const MOST_PAGES = 20;

/** Texts through Twilio's REST API of 2010-04-01. */
export class TwilioSms extends SmsPort {
  override readonly provider = 'twilio';
  readonly #account: TwilioAccount | undefined;

  constructor(account: TwilioAccount | undefined) {
    super();
    this.#account = account;
  }

  override get configured(): boolean {
    return this.#account !== undefined;
  }

  override async send(message: SmsOut): Promise<SendOutcome> {
    const account = this.#account;
    if (!account) return { result: 'unreachable', code: 'provider_not_configured' };
    let status: number;
    let answer: unknown;
    try {
      const response = await fetch(this.#url(account, 'Messages.json'), {
        method: 'POST',
        headers: {
          authorization: authorization(account),
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: formOf(account, message).toString(),
        redirect: 'error',
        signal: AbortSignal.timeout(account.deadline ?? PROVIDER_DEADLINE_MS),
      });
      status = response.status;
      answer = jsonOf(await response.text());
    } catch (error) {
      return neverConnected(error)
        ? { result: 'unreachable', code: 'provider_unreachable' }
        : { result: 'unknown' };
    }
    return outcomeOf(status, answer);
  }

  override async list({
    to,
    body,
    since,
  }: {
    to: string;
    body: string;
    since: Date;
  }): Promise<ListedSms[]> {
    const account = this.#account;
    if (!account) throw new Error('There is no Twilio account to read from.');
    // Newest first, also what has no sending date yet.
    const query = new URLSearchParams({ To: to, PageSize: '200' });
    const found: ListedSms[] = [];
    let next: string | null | undefined = this.#url(account, `Messages.json?${query}`).href;
    for (let page = 0; next && page < MOST_PAGES; page += 1) {
      const { messages, next_page_uri } = await this.#page(account, new URL(next, account.base));
      for (const one of messages) {
        const createdAt = new Date(one.date_created);
        const ours =
          one.direction === undefined ||
          one.direction === null ||
          one.direction.startsWith('outbound');
        if (!ours || one.to !== to || one.body !== body || !(createdAt >= since)) continue;
        found.push({
          providerMessageId: one.sid,
          status: one.status,
          errorCode:
            one.error_code === undefined || one.error_code === null ? null : String(one.error_code),
          createdAt,
        });
      }
      const older = messages.some(({ date_created }) => new Date(date_created) < since);
      next = older ? null : next_page_uri;
    }
    return found;
  }

  async #page(account: TwilioAccount, url: URL): Promise<z.infer<typeof Listed>> {
    // The key goes to the provider and nowhere else, whatever a page names as the next one.
    if (url.origin !== new URL(account.base).origin) throw new Error('The next page is elsewhere.');
    const response = await fetch(url, {
      headers: { authorization: authorization(account), accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(account.deadline ?? PROVIDER_DEADLINE_MS),
    });
    if (!response.ok) throw new Error(`Twilio answers ${response.status}.`);
    return Listed.parse(await response.json());
  }

  #url({ base, sid }: TwilioAccount, rest: string): URL {
    return new URL(`/2010-04-01/Accounts/${encodeURIComponent(sid)}/${rest}`, base);
  }
}

function formOf(account: TwilioAccount, { messageId, to, from, body }: SmsOut): URLSearchParams {
  const form = new URLSearchParams({ To: to, Body: body });
  if (account.messagingServiceSid) form.set('MessagingServiceSid', account.messagingServiceSid);
  else if (from) form.set('From', from);
  form.set(
    'StatusCallback',
    `${account.publicUrl}/webhooks/twilio/sms/status?message=${messageId}`,
  );
  return form;
}

/** A 4xx is a refusal; a 5xx may hide a message that was taken. A 2xx without its id was taken: look for it. */
function outcomeOf(status: number, answer: unknown): SendOutcome {
  if (status >= 200 && status < 300) {
    const accepted = Accepted.safeParse(answer);
    return accepted.success
      ? { result: 'accepted', providerMessageId: accepted.data.sid }
      : { result: 'unknown' };
  }
  if (status >= 400 && status < 500) {
    const refused = Refused.safeParse(answer);
    return {
      result: 'refused',
      code: refused.success ? String(refused.data.code) : `http_${status}`,
    };
  }
  return { result: 'unknown' };
}

function authorization({ sid, authToken }: TwilioAccount): string {
  return `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON is an answer as well: the status alone decides.
    return undefined;
  }
}

function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const errors = cause instanceof AggregateError ? (cause.errors as unknown[]) : [cause];
  return errors.length > 0 && errors.every((one) => NEVER_CONNECTED.has(codeOf(one)));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
