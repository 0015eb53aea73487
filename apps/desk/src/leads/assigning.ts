import type { EntityManager } from 'typeorm';
import { may } from '#contract';
import { DomainError } from '../http/record-errors.js';
import type { Colleague } from '../http/visit.js';

/**
 * Who may not assign leads at will may still take one that nobody has, and hand over or give back
 * their own. Anything else is `auth.forbidden`.
 */
export async function refuseForeignAssignment(
  manager: EntityManager,
  colleague: Colleague,
  leadId: string,
  to: { ownerId: string | null },
): Promise<void> {
  if (may(colleague.role, 'lead.assign')) return;
  const [lead] = await manager.query<{ owner_id: string | null }[]>(
    'SELECT owner_id FROM lead WHERE id = $1 FOR UPDATE',
    [leadId],
  );
  const mine = lead?.owner_id === colleague.id;
  const free = lead?.owner_id === null && to.ownerId === colleague.id;
  // A lead that is not there is the service's to report.
  if (!lead || mine || free) return;
  throw new DomainError('auth.forbidden', {
    status: 403,
    message: 'This lead is somebody else’s. A manager can give it to you.',
  });
}
