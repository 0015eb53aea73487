import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { storeFacts, type Whose } from './fact-store.js';
import { factsOf } from './facts-of.js';
import { readRecords } from './record.queries.js';
import { readReportTime } from './working-time.js';

/** Leads whose facts are made in one transaction. */
const BATCH = 1000;

/** An id that comes before any other. With one, a kept plan begins in the index where it should. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Keeps the facts what the records say. Every method belongs into the caller's transaction. */
@Injectable()
export class FactService {
  /**
   * Makes anew the facts of what changed, the oldest changes first. Gives how many marks it worked off; fewer than
   * `BATCH`: there are no more. Two that work at the same time take different marks.
   */
  async refresh(manager: EntityManager, now: Date): Promise<number> {
    const [marks] = await manager.query<
      [{ lead_id: string | null; call_id: string | null }[], number]
    >(
      `DELETE FROM report_stale WHERE id IN (
         SELECT id FROM report_stale ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING lead_id, call_id`,
      [BATCH],
    );
    const leadIds = [...new Set(marks.flatMap((mark) => mark.lead_id ?? []))].toSorted();
    const callIds = [...new Set(marks.flatMap((mark) => mark.call_id ?? []))].toSorted();
    if (marks.length > 0) await this.#make(manager, { leadIds, callIds }, now);
    return marks.length;
  }

  /**
   * Makes the facts of the next leads of a rebuild that was asked for, with the first of them those of the calls without
   * a lead. False: there is none, or it is done. What was asked for twice is done once.
   */
  async rebuildMore(manager: EntityManager, now: Date): Promise<boolean> {
    const asked = await manager.query<{ id: string; done_to: string | null }[]>(
      'SELECT id, done_to FROM report_rebuild ORDER BY id DESC LIMIT 1 FOR UPDATE',
    );
    const [rebuild] = asked;
    if (!rebuild) return false;
    const last = await this.rebuildNext(manager, rebuild.done_to, now);
    if (last === null)
      await manager.query('DELETE FROM report_rebuild WHERE id <= $1', [rebuild.id]);
    else {
      await manager.query('UPDATE report_rebuild SET done_to = $2 WHERE id = $1', [
        rebuild.id,
        last,
      ]);
    }
    return last !== null;
  }

  /** Makes the facts of the next leads after one (null: from the first). Gives the last of them; null: those were all. */
  async rebuildNext(
    manager: EntityManager,
    after: string | null,
    now: Date,
  ): Promise<string | null> {
    const leads = await manager.query<{ id: string }[]>(
      'SELECT id FROM lead WHERE id > $1 ORDER BY id LIMIT $2',
      [after ?? BEFORE_ALL, BATCH],
    );
    const leadIds = leads.map(({ id }) => id);
    const callIds = after === null ? await this.#callsAlone(manager) : [];
    await this.#make(manager, { leadIds, callIds }, now);
    return leadIds.length === BATCH ? (leadIds.at(-1) ?? null) : null;
  }

  async #callsAlone(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      'SELECT id FROM call WHERE lead_id IS NULL UNION SELECT id FROM call_fact WHERE lead_id IS NULL',
    );
    return rows.map(({ id }) => id);
  }

  async #make(manager: EntityManager, whose: Whose, now: Date): Promise<void> {
    const { timeZone, hours } = await readReportTime(manager);
    const records = await readRecords(manager, timeZone, whose.leadIds, whose.callIds);
    await storeFacts(manager, factsOf(records, { timeZone, hours }, now), whose, now);
  }
}
