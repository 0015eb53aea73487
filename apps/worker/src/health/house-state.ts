import type { Pool } from 'pg';

/** What somebody has to be told of: numbers alone, none of a person. */
export interface HouseState {
  /** Requests that are stored and have no outcome yet, and how long the oldest has waited; seconds. */
  unsettled: number;
  oldestUnsettledSeconds: number;
  /** Alerts (danger) that nobody has taken on. */
  openAlerts: number;
  /** Messages of which nobody knows whether they went out. */
  unknownMessages: number;
  /** Erasures that wait for a decision. */
  erasuresToDecide: number;
  /** Since the last base backup, and since the log was last taken away; null: never. Seconds. */
  baseBackupSeconds: number | null;
  logBackupSeconds: number | null;
  /** How far this machine's clock is ahead of the database's; negative: behind. Seconds. */
  clockAheadSeconds: number;
}

/** Reads it in one statement; each part is an index's end or a small table. */
export async function houseState(pool: Pool, now: Date): Promise<HouseState> {
  const { rows } = await pool.query<Record<keyof HouseState, string | null>>({
    name: 'house-state',
    text: `WITH young AS (
        SELECT i.received_at FROM inquiry i
        WHERE i.received_at > $1::timestamptz - interval '1 day'
          AND NOT EXISTS (SELECT 1 FROM lead_inquiry li WHERE li.inquiry_id = i.id))
      SELECT (SELECT count(*) FROM young) AS "unsettled",
        (SELECT extract(epoch FROM $1 - min(received_at)) FROM young) AS "oldestUnsettledSeconds",
        (SELECT count(*) FROM alert WHERE acknowledged_at IS NULL) AS "openAlerts",
        (SELECT count(*) FROM message WHERE state = 'unknown') AS "unknownMessages",
        (SELECT count(*) FROM erasure_request WHERE state = 'asked') AS "erasuresToDecide",
        (SELECT extract(epoch FROM $1 - at) FROM backup_run WHERE kind = 'base') AS "baseBackupSeconds",
        (SELECT extract(epoch FROM $1 - at) FROM backup_run WHERE kind = 'wal') AS "logBackupSeconds",
        extract(epoch FROM $1 - clock_timestamp()) AS "clockAheadSeconds"`,
    values: [now],
  });
  const row = rows[0];
  const age = (value: string | null | undefined) => (value == null ? null : Number(value));
  return {
    unsettled: Number(row?.unsettled ?? 0),
    oldestUnsettledSeconds: Number(row?.oldestUnsettledSeconds ?? 0),
    openAlerts: Number(row?.openAlerts ?? 0),
    unknownMessages: Number(row?.unknownMessages ?? 0),
    erasuresToDecide: Number(row?.erasuresToDecide ?? 0),
    baseBackupSeconds: age(row?.baseBackupSeconds),
    logBackupSeconds: age(row?.logBackupSeconds),
    clockAheadSeconds: Number(row?.clockAheadSeconds ?? 0),
  };
}
