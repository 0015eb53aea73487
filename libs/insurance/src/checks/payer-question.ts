import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { leadError } from '#leads';
import { PeopleService } from '#people';
import type { CoverageView, PayerView } from '#contract';
import { CoverageEntity } from '../coverages/coverage.entity.js';
import { CoverageService } from '../coverages/coverage.service.js';
import { type EligibilityRequest, splitName } from '../eligibility/request.js';
import { PayerService } from '../payers/payer.service.js';

/** All of a question but who asks for what, when, under which trace. */
export type QuestionParts = Pick<
  EligibilityRequest,
  'payerId' | 'payerName' | 'subscriber' | 'dependent'
>;

/** Puts together what a payer has to be told to answer, from the coverage, the patient and the payer. */
@Injectable()
export class PayerQuestions {
  constructor(
    private readonly coverages: CoverageService,
    private readonly payers: PayerService,
    private readonly people: PeopleService,
  ) {}

  /** The parts, or what is missing for them, in words. Throws `coverage.not_found`. */
  async of(
    manager: EntityManager,
    coverageId: string,
  ): Promise<{ parts: QuestionParts } | { missing: string[] }> {
    const row = await manager.findOneBy(CoverageEntity, { id: coverageId });
    if (!row) throw leadError('coverage.not_found', 'There is no such coverage.');
    const [coverage] = await this.coverages.views(manager, [row]);
    const payer = row.payerId ? await this.#asked(manager, row.payerId) : null;
    const [lead] = await manager.query<{ patient_id: string }[]>(
      'SELECT patient_id FROM lead WHERE id = $1',
      [row.leadId],
    );
    const patientId = lead?.patient_id ?? '';
    const patient = (await this.people.view(manager, [patientId])).get(patientId);
    if (!coverage) throw leadError('coverage.not_found', 'There is no such coverage.');
    return partsOf(coverage, payer, patient ?? { name: null, birthDate: null });
  }

  /** The payer to ask: whoever handles behavioral health for it, where that one can be asked. */
  async #asked(manager: EntityManager, payerId: string): Promise<PayerView> {
    const payer = await this.payers.get(manager, payerId);
    if (!payer.carvedOutToId) return payer;
    const other = await this.payers.get(manager, payer.carvedOutToId);
    return other.electronicId ? other : payer;
  }
}

/** Whether the patient is on somebody else's policy. */
export function isDependent({
  subscriberRelationship,
}: Pick<CoverageView, 'subscriberRelationship'>): boolean {
  return subscriberRelationship !== null && subscriberRelationship !== 'self';
}

function partsOf(
  coverage: CoverageView,
  payer: PayerView | null,
  patient: { name: string | null; birthDate: string | null },
): { parts: QuestionParts } | { missing: string[] } {
  const dependent = isDependent(coverage);
  const patientBorn =
    (dependent ? coverage.patientBorn : coverage.subscriberBorn) ?? patient.birthDate;
  const subscriber = splitName(
    (dependent ? coverage.subscriberName : (coverage.subscriberName ?? patient.name)) ?? '',
  );
  const patientName = splitName(patient.name ?? '');
  const missing = [
    !payer && 'the payer from the list',
    payer && !payer.electronicId && 'the payer’s electronic id',
    !coverage.memberId && 'the member id',
    !(subscriber.firstName && subscriber.lastName) && 'the policyholder’s first and last name',
    dependent &&
      !(patientName.firstName && patientName.lastName) &&
      'the patient’s first and last name',
    !patientBorn && 'the patient’s date of birth',
  ].filter((part): part is string => typeof part === 'string');
  if (missing.length > 0 || !payer?.electronicId || !coverage.memberId) return { missing };
  return {
    parts: {
      payerId: payer.electronicId,
      payerName: payer.name,
      subscriber: {
        ...subscriber,
        memberId: coverage.memberId,
        born: dependent ? coverage.subscriberBorn : patientBorn,
      },
      dependent: dependent ? { ...patientName, born: patientBorn } : null,
    },
  };
}
