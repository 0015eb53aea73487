import { z } from 'zod';
import { dateOf, plusSeconds, seconds } from '../calls/phone-event.js';
import type { CallList, ListedCall } from './call-list.js';
import { ProviderApi, type ProviderApiOptions } from './provider-api.js';

const text = z.string().nullish();

const Call = z.looseObject({
  sid: z.string().min(1),
  parent_call_sid: text,
  direction: text,
  status: z.string(),
  from: text,
  to: text,
  start_time: text,
  end_time: text,
  duration: z.union([z.string(), z.number()]).nullish(),
});
type Call = z.infer<typeof Call>;
const Page = z.object({ calls: z.array(Call), next_page_uri: text });

const OVER = new Set(['completed', 'busy', 'no-answer', 'canceled', 'failed']);

/** The calls of a Twilio account. Source: Twilio's REST API of 2010-04-01, "Calls". */
export class TwilioCallList implements CallList {
  readonly provider = 'twilio';
  readonly #api: ProviderApi;
  readonly #account: string;

  constructor(
    account: { sid: string; authToken: string },
    api: Partial<Omit<ProviderApiOptions, 'authorization'>> = {},
  ) {
    const basic = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
    this.#account = account.sid;
    this.#api = new ProviderApi({
      base: 'https://api.twilio.com',
      ...api,
      authorization: `Basic ${basic}`,
    });
  }

  async calls({ from }: { from: Date }, signal: AbortSignal): Promise<ListedCall[]> {
    // The list can be asked for whole days (UTC) only.
    const query = new URLSearchParams({
      'StartTime>': from.toISOString().slice(0, 10),
      PageSize: '1000',
    });
    const first = `/2010-04-01/Accounts/${encodeURIComponent(this.#account)}/Calls.json?${query}`;
    const calls: Call[] = [];
    const pages = this.#api.pages(first, Page, (page) => page.next_page_uri, signal);
    for await (const page of pages) calls.push(...page.calls);
    const legs = legsOf(calls);
    return calls.flatMap((call) => listed(call, legs.get(call.sid) ?? [], from) ?? []);
  }
}

/** The lines that each call rang, by the call's id. */
function legsOf(calls: Call[]): Map<string, Call[]> {
  const legs = new Map<string, Call[]>();
  for (const call of calls) {
    if (!call.parent_call_sid) continue;
    legs.set(call.parent_call_sid, [...(legs.get(call.parent_call_sid) ?? []), call]);
  }
  return legs;
}

function listed(call: Call, legs: Call[], from: Date): ListedCall | undefined {
  if (call.parent_call_sid || call.direction !== 'inbound' || !OVER.has(call.status)) return;
  const startedAt = dateOf(call.start_time);
  if (!startedAt || startedAt < from) return;
  const endedAt = dateOf(call.end_time) ?? plusSeconds(startedAt, seconds(call.duration) ?? 0);
  return {
    callId: call.sid,
    firstEventId: call.sid,
    kind: 'call',
    ourPhone: call.to ?? '',
    startedAt,
    endedAt,
    body: JSON.stringify({ call, legs }),
  };
}
