import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/**
 * What matching may know of who pays: which payers and plan types, and whether it is paid without insurance.
 * No amount, share, limit or verdict is in it, nor anything worked out from one (R13).
 */
export interface WhoPays {
  /** In the order they pay. */
  payerIds: string[];
  planTypes: string[];
  payerKnown: boolean;
  selfPay: boolean;
  stateFunded: boolean;
  scholarship: boolean;
}

/** The one door of insurance for the matcher. */
@Injectable()
export class WhoPaysQueries {
  /** Of an unknown lead: nobody. */
  async of(manager: EntityManager, leadId: string): Promise<WhoPays> {
    const coverages = await manager.query<{ payer_id: string | null; plan_type: string }[]>(
      'SELECT payer_id, plan_type FROM coverage WHERE lead_id = $1 ORDER BY priority, id',
      [leadId],
    );
    const [lead] = await manager.query<{ payment: string | null }[]>(
      'SELECT payment FROM lead WHERE id = $1',
      [leadId],
    );
    const payerIds = [...new Set(coverages.flatMap(({ payer_id: id }) => id ?? []))];
    const planTypes = [...new Set(coverages.map(({ plan_type: type }) => type))];
    const paid = (way: string) => lead?.payment === way || planTypes.includes(way);
    return {
      payerIds,
      planTypes,
      payerKnown: payerIds.length > 0,
      selfPay: paid('self_pay') || planTypes.includes('sliding_scale'),
      stateFunded: paid('state_funded'),
      scholarship: paid('scholarship'),
    };
  }
}
