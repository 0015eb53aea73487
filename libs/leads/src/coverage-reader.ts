import type { EntityManager } from 'typeorm';
import type { CoverageView } from '#contract';

/**
 * Where the lead page gets its coverages from. The insurance lib, which builds on this one, gives
 * the real one: import its module beside this one's.
 */
export abstract class CoverageReader {
  /** The coverages of a lead in the order they pay, decrypted. */
  abstract ofLead(manager: EntityManager, leadId: string): Promise<CoverageView[]>;
}
