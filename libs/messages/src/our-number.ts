import type { EntityManager } from 'typeorm';

/** The number of ours that somebody on a lead knows: the one they reached us by, else the main line. E.164. */
export async function ourNumber(
  manager: EntityManager,
  leadId: string | null,
): Promise<string | null> {
  const [row] = await manager.query<{ phone: string }[]>(
    `SELECT t.phone FROM tracking_number t WHERE t.active
       AND (t.is_default OR t.id = (SELECT tracking_number_id FROM lead WHERE id = $1))
     ORDER BY t.is_default LIMIT 1`,
    [leadId],
  );
  return row?.phone ?? null;
}
