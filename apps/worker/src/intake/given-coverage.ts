import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { CoverageService, KEEP_CARDS } from '#insurance';
import { enqueueJob } from '#queue';
import type { Arrival } from './arrival.js';

/** Keeps the insurance that came with a request. */
@Injectable()
export class GivenCoverage {
  constructor(private readonly coverages: CoverageService) {}

  /** Null when no field of it says anything and no photo came. Names of payers are kept as typed, too. */
  async record(
    manager: EntityManager,
    leadId: string,
    arrival: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<string | null> {
    const given = arrival.insurance ?? {};
    if (!saysSomething(given) && !arrival.cards) return null;
    const coverageId = await this.coverages.record(
      manager,
      leadId,
      {
        payerText: given.payer,
        planType: given.planType ?? 'unknown',
        memberId: given.memberId,
        groupNumber: given.groupNumber,
        subscriberName: given.subscriberName,
        subscriberRelationship: given.relationship,
        ...bornOf(arrival),
        inquiryId: arrival.inquiry.id,
      },
      actor,
      now,
    );
    if (arrival.cards) {
      const inquiryId = arrival.inquiry.id;
      await enqueueJob(manager, KEEP_CARDS, { inquiryId }, { dueAt: now });
    }
    return coverageId;
  }
}

/** Of one's own policy the patient is the policyholder. */
function bornOf({ coverageCheck, insurance }: Arrival): {
  patientBorn?: string | undefined;
  subscriberBorn?: string | undefined;
} {
  const own = (insurance?.relationship ?? 'self') === 'self';
  const born = coverageCheck?.patientBorn;
  return own ? { subscriberBorn: born } : { patientBorn: born };
}

/** A form sends its untouched fields along: "not sure" and "self" alone are no coverage. */
export function saysSomething(given: NonNullable<Arrival['insurance']>): boolean {
  const { payer, planType, memberId, groupNumber, subscriberName } = given;
  const named = payer ?? memberId ?? groupNumber ?? subscriberName;
  return named !== undefined || (planType !== undefined && planType !== 'unknown');
}
