import type { EntityManager } from 'typeorm';

/** The first open lead that one of these people is on; null when there is none. */
export async function openLeadOf(
  manager: EntityManager,
  personIds: readonly string[],
): Promise<string | null> {
  const [row] = await manager.query<{ id: string }[]>(
    `SELECT l.id FROM lead l WHERE l.closed_at IS NULL AND (l.patient_id = ANY($1::uuid[])
       OR EXISTS (SELECT 1 FROM lead_contact c WHERE c.lead_id = l.id AND c.ended_at IS NULL
         AND c.person_id = ANY($1::uuid[])))
     ORDER BY l.id LIMIT 1`,
    [personIds],
  );
  return row?.id ?? null;
}
