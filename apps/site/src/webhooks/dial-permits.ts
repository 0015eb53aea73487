import type { Pool } from 'pg';
import type { Logger } from '#platform';

/** Leave to dial one number once. */
export interface Permit {
  id: string;
  /** Our number that they see, E.164. */
  fromPhone: string;
  recordCall: boolean;
}

/** What a browser brings, and under which name at the phone company. */
export interface Asking {
  token: string;
  identity: string;
  to: string;
  callSid: string;
}

/** Tells whether a call out of a browser was permitted by the desk, and uses its permit up. */
export interface DialPermits {
  /** Null: it was not, or cannot be told now. Never throws. */
  take(asking: Asking): Promise<Permit | null>;
}

interface Row {
  permit_id: string;
  from_phone: string;
  record_call: boolean;
}

/** Permits in the database, through the one function that the site may call. */
export class StoredPermits implements DialPermits {
  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  async take({ token, identity, to, callSid }: Asking): Promise<Permit | null> {
    if (token === '' || !/^\+\d{8,15}$/.test(to)) return null;
    const question = {
      name: 'take-dial-permit',
      text: 'SELECT permit_id, from_phone, record_call FROM take_dial_permit($1, $2, $3, $4)',
      values: [token, identity, to, callSid],
      query_timeout: 3000,
    };
    try {
      const { rows } = await this.pool.query<Row>(question);
      const [row] = rows;
      return row
        ? { id: row.permit_id, fromPhone: row.from_phone, recordCall: row.record_call }
        : null;
    } catch (error) {
      this.logger.error({ err: error }, 'whether a call is permitted could not be told');
      return null;
    }
  }
}
