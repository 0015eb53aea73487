import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { dayIn, type Stage } from '#contract';
import { OrganisationService } from '#content';
import { DomainError, inSavepoint } from '#platform';
import { BenefitCheckEntity } from './benefit-check.entity.js';
import { BenefitCheckService } from './benefit-check.service.js';

/** Where a verified benefit still decides something. */
const MATTERS: ReadonlySet<Stage> = new Set([
  'verifying',
  'matched',
  'referred',
  'accepted',
  'scheduled',
]);
/** Leads looked at in one run of the day's admissions. */
const MOST_ADMISSIONS = 200;

/** Asks again what is known no longer: when it expires, and on the day of admission. */
@Injectable()
export class Rechecks {
  constructor(
    private readonly checks: BenefitCheckService,
    private readonly organisation: OrganisationService,
  ) {}

  /** At the end of a check's time. False: it decides nothing any more, or has been asked again since. */
  async expired(manager: EntityManager, checkId: string, now: Date): Promise<boolean> {
    const check = await manager.findOneBy(BenefitCheckEntity, { id: checkId });
    if (!check || check.state !== 'completed' || !check.validUntil || check.validUntil > now)
      return false;
    return this.#again(manager, check, 'expired', now);
  }

  /** The checks of everybody who is to arrive today, unless they were closed today. Gives how many were asked again. */
  async admissions(manager: EntityManager, now: Date): Promise<number> {
    const { timeZone } = await this.organisation.workingTime(manager);
    const due = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT ON (b.coverage_id) b.id FROM clock c JOIN benefit_check b ON b.lead_id = c.lead_id
       WHERE c.kind = 'scheduled_arrival' AND c.met_at IS NULL AND c.cancelled_at IS NULL
         AND (c.due_at AT TIME ZONE $2)::date = $1::date AND b.state = 'completed'
       ORDER BY b.coverage_id, b.closed_at DESC LIMIT $3`,
      [dayIn(timeZone, now), timeZone, MOST_ADMISSIONS],
    );
    let asked = 0;
    for (const { id } of due) {
      const check = await manager.findOneByOrFail(BenefitCheckEntity, { id });
      const today = check.closedAt && dayIn(timeZone, check.closedAt) === dayIn(timeZone, now);
      if (!today && (await this.#again(manager, check, 'admission_day', now))) asked += 1;
    }
    return asked;
  }

  async #again(
    manager: EntityManager,
    check: BenefitCheckEntity,
    because: 'expired' | 'admission_day',
    now: Date,
  ): Promise<boolean> {
    const [later] = await manager.query<{ stage: Stage; newer: boolean }[]>(
      `SELECT l.stage, EXISTS (SELECT 1 FROM benefit_check n WHERE n.coverage_id = $2
         AND n.id <> $3 AND n.state <> 'cancelled' AND n.requested_at >= $4) AS newer FROM lead l WHERE l.id = $1`,
      [check.leadId, check.coverageId, check.id, check.requestedAt],
    );
    if (!later || later.newer || !MATTERS.has(later.stage)) return false;
    const again = { recheckOf: check.id, because, toldAt: check.toldAt };
    const { coverageId, way, levelsOfCare } = check;
    const input = { coverageId, way, levelsOfCare, toldAboutStatements: true } as Parameters<
      BenefitCheckService['request']
    >[2];
    const undone = await inSavepoint(manager, async () => {
      await this.checks.request(manager, check.leadId, input, SYSTEM, now, again);
    });
    // The patient took their consent back, or a part is missing: the expired check itself shows it.
    if (undone && !(undone.failed instanceof DomainError)) throw undone.failed;
    return undone === undefined;
  }
}
