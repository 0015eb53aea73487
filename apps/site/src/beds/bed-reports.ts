import type { Pool } from 'pg';
import type { BedReportBody } from '#contract';
import type { Nudger } from '#queue';
import { capabilityDigest, isToken } from '#vault';

/** What the holder of a link sees: their facility, its programs and what was last reported. */
export interface BedPageData {
  facility: string;
  expiresAt: string;
  programs: {
    id: string;
    name: string;
    level: string;
    bedsOpen: number | null;
    bedsInAll: number | null;
    saidAt: string | null;
  }[];
}

/** One program's beds as they are reported. */
export type BedReport = BedReportBody['reports'][number];

/** What became of reports; `unknown_program` says which of them, counted from 0. */
export type BedOutcome =
  | { kind: 'taken' | 'repeated' | 'differs' | 'unknown' }
  | { kind: 'unknown_program'; at: number };

/** Takes bed counts from facilities. The database's functions decide; this process may do nothing else with beds. */
export class BedReports {
  constructor(private readonly options: { pool: Pool; nudger: Nudger }) {}

  /** The page behind a link; null when it was never given out, has ended or was revoked. */
  async page(token: string): Promise<BedPageData | null> {
    if (!isToken(token)) return null;
    const { rows } = await this.options.pool.query<{ page: BedPageData | null }>({
      name: 'read-bed-link',
      text: 'SELECT read_bed_link($1) AS page',
      values: [capabilityDigest(token)],
    });
    return rows[0]?.page ?? null;
  }

  /** Ends the e-mails that bring such links; false where nobody was given this one. Also after its end. */
  async stopMails(token: string): Promise<boolean> {
    if (!isToken(token)) return false;
    const { pool, nudger } = this.options;
    const { rows } = await pool.query<{ stopped: boolean }>({
      name: 'stop-bed-mails',
      text: 'SELECT stop_bed_mails($1) AS stopped',
      values: [capabilityDigest(token)],
    });
    nudger.nudge();
    return rows[0]?.stopped ?? false;
  }

  /** Reports by the holder of a link. */
  async byLink(token: string, reports: readonly BedReport[]): Promise<BedOutcome> {
    if (!isToken(token)) return { kind: 'unknown' };
    return this.#take('report-beds-by-link', 'SELECT report_beds_by_link($1, $2) AS outcome', [
      capabilityDigest(token),
      JSON.stringify(reports),
    ]);
  }

  /** Reports by a facility's own system; the same key with the same body again changes nothing. */
  async byKey(
    token: string,
    idempotency: { key: string | null; bodyDigest: Buffer },
    reports: readonly BedReport[],
  ): Promise<BedOutcome> {
    if (!isToken(token)) return { kind: 'unknown' };
    return this.#take(
      'report-beds-by-key',
      'SELECT report_beds_by_key($1, $2, $3, $4) AS outcome',
      [capabilityDigest(token), idempotency.key, idempotency.bodyDigest, JSON.stringify(reports)],
    );
  }

  async #take(name: string, text: string, values: unknown[]): Promise<BedOutcome> {
    const { pool, nudger } = this.options;
    const { rows } = await pool.query<{ outcome: string }>({ name, text, values });
    const [kind, at] = (rows[0]?.outcome ?? '').split(':');
    if (kind === 'unknown_program') return { kind, at: Number(at) };
    if (kind === 'taken') nudger.nudge();
    return kind === 'taken' || kind === 'repeated' || kind === 'differs'
      ? { kind }
      : { kind: 'unknown' };
  }
}
