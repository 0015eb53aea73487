import type { EntityManager } from 'typeorm';
import { DomainError } from '#platform';

/** A lead that refused. */
export interface Refused {
  leadId: string;
  error: DomainError;
}

/**
 * Does something to each lead in one transaction. What a lead refuses by a rule is rolled back for it
 * alone and given back; any other error undoes everything. Leads are taken in the order of their ids,
 * so that two bulk changes do not wait for each other.
 */
export async function eachLead(
  manager: EntityManager,
  leadIds: readonly string[],
  work: (leadId: string) => Promise<void>,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const leadId of leadIds.toSorted()) {
    await manager.query('SAVEPOINT lead');
    try {
      await work(leadId);
      await manager.query('RELEASE SAVEPOINT lead');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await manager.query('ROLLBACK TO SAVEPOINT lead');
      refused.push({ leadId, error });
    }
  }
  return refused;
}
