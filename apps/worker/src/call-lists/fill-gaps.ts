import type { Pool } from 'pg';
import type { InquiryDoor } from '#inquiries';
import { normalisePhone } from '#people';
import { type CallList, LISTED, type ListedCall } from './call-list.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The provider's own report, and the site's spool, get this long after the end of a call. */
const GRACE = 3 * MINUTE;
/** How far each run looks back, and the first one after a start, which may follow an outage. */
const LOOK_BACK = DAY;
const LONG_LOOK_BACK = 7 * DAY;

/** What a run found. */
export interface GapsFilled {
  /** Calls to numbers of ours that the list has. */
  listed: number;
  /** Those that were missing, or whose end was, and are stored now. */
  filled: number;
}

/** An event to be stored for a call that the records lack. */
interface Gap {
  call: ListedCall;
  eventId: string;
  follows: string | null;
}

/**
 * Compares a provider's own list of calls with the records and takes in what is missing, through
 * the same door as a webhook: sealed, with its job, unique by event. A report that comes after all
 * finds the call and joins it. Calls to numbers that are not ours stay where they are.
 */
export class FillGaps {
  #lookedFarBack = false;

  constructor(private readonly parts: { list: CallList; pool: Pool; door: InquiryDoor }) {}

  /** @throws ProviderError, or the database's error; what is filled by then stays filled */
  async run(now: Date, signal: AbortSignal): Promise<GapsFilled> {
    const { list } = this.parts;
    const calls = await list.calls({ from: await this.#from(now), until: now }, signal);
    const reported = calls.filter(({ endedAt }) => now.getTime() - endedAt.getTime() >= GRACE);
    const ours = await this.#toOurNumbers(reported);
    const gaps = await this.#gaps(ours);
    for (const gap of gaps) {
      signal.throwIfAborted();
      await this.#take(gap);
    }
    this.#lookedFarBack = true;
    return { listed: ours.length, filled: gaps.length };
  }

  /** Never from before the provider's first report: an account may be older than this system. */
  async #from(now: Date): Promise<Date> {
    const near = new Date(now.getTime() - LOOK_BACK);
    if (this.#lookedFarBack) return near;
    const { rows } = await this.parts.pool.query<{ first: Date | null }>(
      'SELECT min(received_at) AS first FROM inquiry WHERE provider = $1',
      [this.parts.list.provider],
    );
    const far = Math.max(now.getTime() - LONG_LOOK_BACK, rows[0]?.first?.getTime() ?? Infinity);
    return new Date(Math.min(near.getTime(), far));
  }

  async #toOurNumbers(calls: ListedCall[]): Promise<ListedCall[]> {
    const { rows } = await this.parts.pool.query<{ phone: string }>(
      'SELECT phone FROM tracking_number',
    );
    const ours = new Set(rows.map(({ phone }) => phone));
    return calls.filter(({ ourPhone }) => ours.has(normalisePhone(ourPhone) ?? ''));
  }

  async #gaps(calls: ListedCall[]): Promise<Gap[]> {
    const { rows } = await this.parts.pool.query<{ begun: boolean; ending: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM inquiry i WHERE i.provider = $1 AND i.provider_event_id = l.first)
           OR EXISTS (
             -- A CallRail webhook without resource_id names the call by another id than the list.
             SELECT 1 FROM call c JOIN tracking_number t ON t.id = c.tracking_number_id
             WHERE c.provider = $1 AND $1 = 'callrail' AND c.provider_call_id ~ '^[0-9]+$'
               AND t.phone = l.ours AND c.duration_seconds = l.seconds
               AND c.started_at BETWEEN l.started - interval '2 s' AND l.started + interval '2 s'
           ) AS begun,
         EXISTS (SELECT 1 FROM call c WHERE c.provider = $1 AND c.provider_call_id = l.id AND c.ended_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM inquiry i WHERE i.provider = $1 AND i.provider_event_id = l.id || $7)
           AS ending
       FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::int[])
         WITH ORDINALITY AS l (id, first, ours, started, seconds, at) ORDER BY l.at`,
      [
        this.parts.list.provider,
        calls.map(({ callId }) => callId),
        calls.map(({ firstEventId }) => firstEventId),
        calls.map(({ ourPhone }) => normalisePhone(ourPhone)),
        calls.map(({ startedAt }) => startedAt),
        calls.map(({ startedAt, endedAt }) =>
          Math.round((endedAt.getTime() - startedAt.getTime()) / 1000),
        ),
        `:${LISTED}`,
      ],
    );
    return calls.flatMap((call, at): Gap[] => {
      const row = rows[at];
      if (!row?.begun) return [{ call, eventId: call.firstEventId, follows: null }];
      if (!row.ending) return [];
      return [{ call, eventId: `${call.callId}:${LISTED}`, follows: call.callId }];
    });
  }

  async #take({ call, eventId, follows }: Gap): Promise<void> {
    const { list, door } = this.parts;
    const sealed = door.seal({
      kind: call.kind,
      provider: list.provider,
      eventId,
      follows,
      digestOf: Buffer.from(call.body),
      envelope: {
        type: 'webhook',
        provider: list.provider,
        event: LISTED,
        contentType: 'application/json',
        body: call.body,
        receivedAt: call.endedAt.toISOString(),
      },
    });
    // When the report should have come: whoever waits has been waiting since then.
    await door.commit({ ...sealed, receivedAt: call.endedAt });
  }
}
