import { z } from 'zod';
import type { InquiryKind } from '#contract';
import { dateOf, plusSeconds, seconds } from '../calls/phone-event.js';
import type { CallList, ListedCall } from './call-list.js';
import { ProviderApi, type ProviderApiOptions } from './provider-api.js';

const DAY_MS = 86_400_000;
const text = z.string().nullish();

const Call = z.looseObject({
  id: z.union([z.string().min(1), z.number()]),
  direction: text,
  answered: z.boolean().nullish(),
  voicemail: z.boolean().nullish(),
  start_time: text,
  duration: z.union([z.string(), z.number()]).nullish(),
  tracking_phone_number: text,
});
type Call = z.infer<typeof Call>;
const Calls = z.object({
  calls: z.array(Call),
  has_next_page: z.boolean().nullish(),
  next_page: text,
});
const Accounts = z.object({
  accounts: z.array(z.object({ id: z.union([z.string().min(1), z.number()]) })),
  page: z.number(),
  total_pages: z.number(),
});

/** The calls of every CallRail account that the key opens. Source: CallRail's API v3, "Listing all calls". */
export class CallRailCallList implements CallList {
  readonly provider = 'callrail';
  readonly #api: ProviderApi;

  constructor(apiKey: string, api: Partial<Omit<ProviderApiOptions, 'authorization'>> = {}) {
    this.#api = new ProviderApi({
      base: 'https://api.callrail.com',
      ...api,
      authorization: `Token token="${apiKey}"`,
    });
  }

  async calls(between: { from: Date; until: Date }, signal: AbortSignal): Promise<ListedCall[]> {
    const calls: ListedCall[] = [];
    for (const account of await this.#accounts(signal)) {
      const first = `/v3/a/${encodeURIComponent(account)}/calls.json?${queryOf(between)}`;
      const pages = this.#api.pages(first, Calls, nextOf, signal);
      for await (const page of pages) {
        calls.push(...page.calls.flatMap((call) => listed(call, between.from) ?? []));
      }
    }
    return calls;
  }

  async #accounts(signal: AbortSignal): Promise<string[]> {
    const path = (page: number) => `/v3/a.json?per_page=250&page=${page}`;
    const pages = this.#api.pages(
      path(1),
      Accounts,
      ({ page, total_pages }) => (page < total_pages ? path(page + 1) : null),
      signal,
    );
    const ids: string[] = [];
    for await (const { accounts } of pages) ids.push(...accounts.map(({ id }) => String(id)));
    return ids;
  }
}

/** Whole days in the account's own time zone, which is not known here: a day more on either side. */
function queryOf({ from, until }: { from: Date; until: Date }): URLSearchParams {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return new URLSearchParams({
    relative_pagination: 'true',
    per_page: '250',
    direction: 'inbound',
    start_date: day(from.getTime() - DAY_MS),
    end_date: day(until.getTime() + DAY_MS),
    fields: 'call_type,transcription',
  });
}

function nextOf({ has_next_page, next_page }: z.infer<typeof Calls>): string | null | undefined {
  return has_next_page ? next_page : null;
}

function listed(call: Call, from: Date): ListedCall | undefined {
  const startedAt = dateOf(call.start_time);
  const duration = seconds(call.duration);
  // A call that goes on has no duration yet.
  if (call.direction === 'outbound' || !startedAt || duration === undefined) return;
  if (startedAt < from) return;
  const callId = String(call.id);
  return {
    callId,
    firstEventId: `${callId}:post_call`,
    kind: kindOf(call),
    ourPhone: call.tracking_phone_number ?? '',
    startedAt,
    endedAt: plusSeconds(startedAt, duration),
    body: JSON.stringify({ ...call, resource_id: callId }),
  };
}

function kindOf({ answered, voicemail }: Call): InquiryKind {
  if (answered) return 'call';
  return voicemail ? 'voicemail' : 'missed_call';
}
