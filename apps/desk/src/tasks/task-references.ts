import type { EntityManager } from 'typeorm';
import { DomainError } from '../http/record-errors.js';

/** A task belongs to somebody who works here, or to nobody yet. Throws `staff.not_found`. */
export async function refuseUnknownOwner(
  manager: EntityManager,
  ownerId: string | null | undefined,
): Promise<void> {
  if (!ownerId) return;
  const found = await manager.query<unknown[]>(
    "SELECT 1 FROM staff_user WHERE id = $1 AND status = 'active'",
    [ownerId],
  );
  if (found.length > 0) return;
  throw new DomainError('staff.not_found', {
    status: 404,
    message: 'Nobody active has this id.',
    errors: { ownerId: 'Please choose an active colleague.' },
  });
}

/** Throws `lead.not_found`. */
export async function refuseUnknownLead(
  manager: EntityManager,
  leadId: string | null | undefined,
): Promise<void> {
  if (!leadId) return;
  const found = await manager.query<unknown[]>('SELECT 1 FROM lead WHERE id = $1', [leadId]);
  if (found.length > 0) return;
  throw new DomainError('lead.not_found', { status: 404, message: 'There is no such lead.' });
}
