import type { Pool } from 'pg';
import type { Logger } from '#platform';

/** A call that is being moved into a conference: which, and as whom its leg joins. */
export interface Joining {
  id: string;
  as: 'caller' | 'agent';
}

/** Somebody who is out of a conference and still there: the number of ours that they know, and their call's id. */
export interface Leaving {
  ourPhone: string;
  callSid: string;
}

/** Tells what the desk means to do with calls. `unknown`: it cannot be told now. Never throws. */
export interface ConferenceDesk {
  /** Null: the call is not being moved, so what was dialled is over. */
  toJoin(callSid: string): Promise<Joining | null | 'unknown'>;
  /** Null: the call is over for them, too. Else they are to be rung on. */
  leave(conferenceId: string): Promise<Leaving | null | 'unknown'>;
}

/** A caller waits for the answer; milliseconds. */
const DEADLINE_MS = 3000;

/** What the desk wrote down, through the two functions that the site may call. */
export class StoredConferences implements ConferenceDesk {
  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  async toJoin(callSid: string): Promise<Joining | null | 'unknown'> {
    const rows = await this.#ask<{ conference_id: string; joins_as: Joining['as'] }>(
      'conference-to-join',
      'SELECT conference_id, joins_as FROM conference_to_join($1)',
      callSid,
    );
    if (rows === 'unknown') return rows;
    const [row] = rows;
    return row ? { id: row.conference_id, as: row.joins_as } : null;
  }

  async leave(conferenceId: string): Promise<Leaving | null | 'unknown'> {
    const rows = await this.#ask<{ our_phone: string; call_id: string }>(
      'leave-conference',
      'SELECT our_phone, call_id FROM leave_conference($1)',
      conferenceId,
    );
    if (rows === 'unknown') return rows;
    const [row] = rows;
    return row ? { ourPhone: row.our_phone, callSid: row.call_id } : null;
  }

  async #ask<Row extends object>(
    name: string,
    text: string,
    value: string,
  ): Promise<Row[] | 'unknown'> {
    const question = { name, text, values: [value], query_timeout: DEADLINE_MS };
    try {
      return (await this.pool.query<Row>(question)).rows;
    } catch (error) {
      this.logger.error({ err: error }, 'what the desk means to do with a call could not be told');
      return 'unknown';
    }
  }
}
