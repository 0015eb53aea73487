import type { EntityManager } from 'typeorm';
import type { InquiryEntity } from '#inquiries';

/** The time that the site holds for the holder of a token becomes a task: from then on the task takes its place. */
export async function takeHeldSlot(
  manager: EntityManager,
  { tokenDigest }: Pick<InquiryEntity, 'tokenDigest'>,
  now: Date,
): Promise<Date | null> {
  const [rows] = await manager.query<[{ slot_at: Date }[], number]>(
    `UPDATE call_slot_hold SET released_at = $2 WHERE token_digest = $1 AND released_at IS NULL
     RETURNING slot_at`,
    [tokenDigest, now],
  );
  return rows[0]?.slot_at ?? null;
}
