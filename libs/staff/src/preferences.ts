import type { EntityManager } from 'typeorm';
import { StaffPreferenceEntity } from './staff-preference.entity.js';

/** Everything a colleague has set about their screens. */
export async function preferencesOf(
  manager: EntityManager,
  staffId: string,
): Promise<Record<string, unknown>> {
  const rows = await manager.findBy(StaffPreferenceEntity, { staffId });
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}

/** Keeps one setting; the last one wins. The caller limits the size of `value`. */
export async function keepPreference(
  manager: EntityManager,
  preference: { staffId: string; key: string; value: unknown },
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO staff_preference (staff_id, key, value, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (staff_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [preference.staffId, preference.key, JSON.stringify(preference.value), now],
  );
}
