import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { REFERRAL_ON_THE_WAY, type ReferralState, type Stage, STAGE_OF_REFERRAL } from '#contract';
import { OrganisationService } from '#content';
import type { LeadEntity } from '../lead.entity.js';
import { ActivityService } from '../timeline/activity.service.js';
import type { GateFacts } from './gate.js';

const ON_THE_WAY: ReadonlySet<string> = new Set(REFERRAL_ON_THE_WAY);

/** Reads what the gates of a lead look at. */
@Injectable()
export class GateFactsQueries {
  constructor(
    private readonly activities: ActivityService,
    private readonly organisation: OrganisationService,
  ) {}

  async of(manager: EntityManager, lead: LeadEntity): Promise<GateFacts> {
    const [row] = await manager.query<
      {
        named: boolean;
        coverages: string;
        matches: string;
        closed_from: Stage | null;
        referrals: ReferralState[];
      }[]
    >(
      `SELECT EXISTS (SELECT 1 FROM person WHERE id = $2 AND name_enc IS NOT NULL) AS named,
         (SELECT count(*) FROM coverage WHERE lead_id = $1) AS coverages,
         (SELECT count(*) FROM match WHERE lead_id = $1) AS matches,
         (SELECT from_stage FROM stage_change WHERE lead_id = $1 AND to_stage = 'closed'
            AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1) AS closed_from,
         ARRAY(SELECT DISTINCT state FROM referral WHERE lead_id = $1) AS referrals`,
      [lead.id, lead.patientId],
    );
    const { timeZone } = await this.organisation.workingTime(manager);
    return {
      patientNamed: row?.named ?? false,
      substances: lead.substances,
      levelOfCare: lead.levelAssessed ?? lead.levelScreened ?? lead.levelRequested,
      payment: lead.payment,
      coverages: Number(row?.coverages ?? 0),
      matches: Number(row?.matches ?? 0),
      attempts: await this.#attempts(manager, lead.id),
      spokenWith: lead.firstContactAt !== null,
      lowCostOffered: lead.lowCostOfferedAt !== null,
      urgency: lead.urgency,
      closedFrom: lead.closedAt ? (row?.closed_from ?? null) : null,
      referralsOnTheWay: (row?.referrals ?? []).some((state) => ON_THE_WAY.has(state)),
      livingReferrals: (row?.referrals ?? []).some((state) => STAGE_OF_REFERRAL[state] !== null),
      timeZone,
    };
  }

  async #attempts(manager: EntityManager, leadId: string): Promise<Date[]> {
    const calls = await this.activities.payloads(manager, leadId, 'call.recorded');
    return calls.filter(({ payload }) => payload.direction === 'outbound').map(({ at }) => at);
  }
}
