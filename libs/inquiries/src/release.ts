import type { EntityManager } from 'typeorm';
import { ERROR_STATUS } from '#contract';
import { DomainError } from '#platform';
import { enqueueJob, retry } from '#queue';
import { TAKE_IN_DOUBTED, TAKE_IN_INQUIRY } from './jobs.js';

/** Who lets an inquiry in: a colleague. */
export interface Releaser {
  kind: 'staff' | 'system' | 'person';
  id?: string | null;
}

/**
 * Lets a quarantined inquiry in, or tries a failed one again: its intake is on the queue when the
 * caller's transaction commits. The caller records who did it (audit) and nudges the relay after.
 * Throws `inquiry.not_found`, and `inquiry.not_quarantined` when it was let in before, or was never held.
 */
export async function releaseInquiry(
  manager: EntityManager,
  id: string,
  actor: Releaser,
  now: Date,
): Promise<void> {
  const [, released] = await manager.query<[unknown, number]>(
    `UPDATE lead_inquiry SET released_at = $2, released_by = $3
     WHERE inquiry_id = $1 AND outcome = 'quarantined' AND released_at IS NULL`,
    [id, now, actor.kind === 'staff' ? (actor.id ?? null) : null],
  );
  if (released > 0) {
    await enqueueJob(manager, TAKE_IN_INQUIRY, { inquiryId: id }, { dueAt: now });
    return;
  }
  if (await retryFailed(manager, id, now)) return;
  throw await notQuarantined(manager, id);
}

async function retryFailed(manager: EntityManager, id: string, now: Date): Promise<boolean> {
  const failed = await manager.query<{ id: string }[]>(
    `SELECT id FROM outbox WHERE handed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NOT NULL
       AND queue IN ($1, $2) AND name = $3 AND payload->>'inquiryId' = $4`,
    [TAKE_IN_INQUIRY.queue, TAKE_IN_DOUBTED.queue, TAKE_IN_INQUIRY.name, id],
  );
  const retried = await Promise.all(failed.map((job) => retry(manager, job.id, now)));
  return retried.includes(true);
}

async function notQuarantined(manager: EntityManager, id: string): Promise<DomainError> {
  const found = await manager.query<unknown[]>('SELECT 1 FROM inquiry WHERE id = $1', [id]);
  const code = found.length > 0 ? 'inquiry.not_quarantined' : 'inquiry.not_found';
  const message = found.length > 0 ? 'This inquiry is not held back.' : 'There is no such inquiry.';
  return new DomainError(code, { status: ERROR_STATUS[code], message });
}
