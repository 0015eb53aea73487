import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { ConsentService } from '#consent';
import { type BenefitCheckRequest, type CheckResultInput, UNINSURED_PLAN_TYPES } from '#contract';
import {
  checkVersion,
  ClockService,
  gate,
  GateFactsQueries,
  leadError,
  type LeadEntity,
  LeadProgressService,
  lockLead,
} from '#leads';
import { databaseCode, inSavepoint, newId } from '#platform';
import { Vault } from '#vault';
import { CoverageEntity } from '../coverages/coverage.entity.js';
import { BenefitCheckEntity } from './benefit-check.entity.js';
import { CheckAsking } from './check-asking.service.js';
import { sealOf } from './check-record.js';
import { CheckSteps } from './check-steps.js';
import { isDependent } from './payer-question.js';

/** Why a check was asked for by itself. */
export type Again = {
  recheckOf: string;
  because: 'expired' | 'admission_day';
  toldAt: Date | null;
};

/** What people do with benefit checks. Every write belongs into the caller's transaction. */
@Injectable()
export class BenefitCheckService {
  constructor(
    private readonly vault: Vault,
    private readonly consent: ConsentService,
    private readonly clocks: ClockService,
    private readonly progress: LeadProgressService,
    private readonly gateFacts: GateFactsQueries,
    private readonly steps: CheckSteps,
    private readonly asking: CheckAsking,
  ) {}

  /**
   * Asks for a check: it stands in the queue with two business hours, or the payer is asked at once where
   * that is the way. A qualified lead moves on to verifying. Throws `lead.not_found`, `lead.already_closed`,
   * `coverage.not_found`, `benefit_check.consent_missing` without the patient's consent to speak with the
   * payer (R10), `benefit_check.not_told` for a dependant who was not warned, `benefit_check.exists`, and
   * `request.invalid` with what is missing to ask electronically.
   */
  async request(
    manager: EntityManager,
    leadId: string,
    input: BenefitCheckRequest,
    actor: Actor,
    now: Date,
    again?: Again,
  ): Promise<string> {
    const lead = await lockLead(manager, leadId);
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    const coverage = await coverageOf(manager, leadId, input.coverageId);
    await this.#mayContactPayer(manager, lead.patientId);
    const told = again ? again.toldAt !== null : input.toldAboutStatements;
    if (isDependent(coverage) && !told) throw notTold();
    if (input.way === 'electronic') await this.asking.checkPossible(manager, coverage.id);
    const id = newId();
    const clock = {
      leadId,
      kind: 'benefit_check',
      subjectId: id,
      urgency: lead.urgency,
      from: now,
    } as const;
    const check = {
      id,
      leadId,
      coverageId: coverage.id,
      way: input.way,
      state: 'requested' as const,
      levelsOfCare: [...new Set(input.levelsOfCare)],
      toldAt: isDependent(coverage) ? (again?.toldAt ?? now) : null,
      requestedBy: staffIdOf(actor),
      requestedAt: now,
      dueAt: now,
      recheckOf: again?.recheckOf ?? null,
      noteEnc: sealOf(this.vault, id, 'note', input.note),
      createdAt: now,
      updatedAt: now,
    };
    await addOnce(manager, check);
    const { dueAt } = await this.clocks.start(manager, clock, now);
    await manager.update(BenefitCheckEntity, { id }, { dueAt });
    const kept = await this.steps.lock(manager, id);
    this.steps.tell(manager, kept, true);
    const { way, levelsOfCare: levels } = kept;
    const because = again ? { again: again.because } : {};
    await this.steps.tellTimeline(
      manager,
      kept,
      'benefit_check.requested',
      { way, levels, ...because },
      actor,
      now,
    );
    await this.steps.audited(manager, kept, 'benefit_check.requested', actor, now);
    if (way === 'electronic') await this.asking.ask(manager, kept, now);
    await this.#verifying(manager, lead, actor, now);
    return id;
  }

  /** Takes a check off the queue to work on it. Throws `benefit_check.closed`, `record.version_conflict`. */
  async take(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const check = await this.#seen(manager, id, version, { takenBy: staffIdOf(actor) });
    await this.steps.save(manager, check, { state: 'taken', takenBy: staffIdOf(actor) }, now);
    await this.steps.audited(manager, check, 'benefit_check.taken', actor, now);
  }

  /** Gives it back to the queue. */
  async release(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const check = await this.#seen(manager, id, version, { takenBy: null });
    await this.steps.save(manager, check, { state: 'requested', takenBy: null }, now);
    await this.steps.audited(manager, check, 'benefit_check.released', actor, now);
  }

  /** Asks the payer electronically, or once more. Throws as `request` does. */
  async askElectronically(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const check = await this.#seen(manager, id, version, { way: 'electronic' });
    const lead = await lockLead(manager, check.leadId);
    await this.#mayContactPayer(manager, lead.patientId);
    await this.asking.checkPossible(manager, check.coverageId);
    await this.asking.ask(manager, check, now);
    await this.steps.audited(manager, check, 'benefit_check.asked', actor, now);
  }

  /**
   * Closes a check with what a person was told. By phone the representative's name and the call's reference
   * number belong to it: they are the proof. Throws `request.invalid` with the field.
   */
  async record(
    manager: EntityManager,
    id: string,
    input: CheckResultInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { version, way, representative, reference, note, summary, terms } = input;
    const check = await this.#seen(manager, id, version, { way });
    const errors = {
      ...(way === 'phone' && !representative
        ? { representative: 'Please give the name of who you spoke with.' }
        : {}),
      ...(way === 'phone' && !reference
        ? { reference: 'Please give the reference number of the call.' }
        : {}),
    };
    const [problem] = Object.values(errors);
    if (problem) throw leadError('request.invalid', problem, { errors });
    const foreign = terms.find(({ levelOfCare }) => !check.levelsOfCare.includes(levelOfCare));
    if (foreign) {
      const sentence = 'This check is about other levels of care.';
      throw leadError('request.invalid', sentence, { errors: { terms: sentence } });
    }
    const words = {
      representativeEnc: sealOf(this.vault, id, 'representative', representative),
      referenceEnc: sealOf(this.vault, id, 'reference', reference),
      noteEnc: sealOf(this.vault, id, 'note', note),
    };
    await this.steps.complete(
      manager,
      check,
      { way, summary, terms, refusals: [] },
      words,
      actor,
      now,
    );
  }

  /** Ends a check without an answer. */
  async cancel(
    manager: EntityManager,
    id: string,
    { version, reason }: { version: number; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const check = await this.#seen(manager, id, version, {});
    const noteEnc = sealOf(this.vault, id, 'note', reason);
    const closed = { closedAt: now, closedBy: staffIdOf(actor) };
    await this.steps.save(manager, check, { state: 'cancelled', noteEnc, ...closed }, now);
    await this.clocks.cancel(manager, check.leadId, now, ['benefit_check'], id);
    await this.steps.tellTimeline(
      manager,
      check,
      'benefit_check.cancelled',
      { reason },
      actor,
      now,
    );
    await this.steps.audited(manager, check, 'benefit_check.cancelled', actor, now);
  }

  async #seen(
    manager: EntityManager,
    id: string,
    version: number,
    yours: Record<string, unknown>,
  ): Promise<BenefitCheckEntity> {
    const check = await this.steps.lockOpen(manager, id);
    const { state, takenBy, way } = check;
    checkVersion(check, version, { state, takenBy, way }, yours);
    return check;
  }

  async #mayContactPayer(manager: EntityManager, patientId: string): Promise<void> {
    const standing = await this.consent.standing(manager, [patientId]);
    if (standing.has(patientId, 'payer')) return;
    throw leadError(
      'benefit_check.consent_missing',
      'The patient has not agreed yet that we speak with their insurance. Ask them, and record their consent.',
    );
  }

  /** Where its gate is open; a check is worth having even where something else of the lead is missing. */
  async #verifying(
    manager: EntityManager,
    lead: LeadEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (lead.stage !== 'qualified') return;
    const facts = await this.gateFacts.of(manager, lead);
    if (gate(lead.stage, 'verifying', facts).length > 0) return;
    await this.progress.changeStage(manager, lead.id, { stage: 'verifying' }, actor, now);
  }
}

async function coverageOf(
  manager: EntityManager,
  leadId: string,
  id: string,
): Promise<CoverageEntity> {
  const coverage = await manager.findOneBy(CoverageEntity, { id, leadId });
  if (!coverage) throw leadError('coverage.not_found', 'This lead has no such coverage.');
  if (!UNINSURED_PLAN_TYPES.some((type) => type === coverage.planType)) return coverage;
  const sentence = 'Who pays without insurance needs no benefit check.';
  throw leadError('request.invalid', sentence, { errors: { coverageId: sentence } });
}

/** One open check of a coverage, also when two colleagues ask in the same moment. */
async function addOnce(manager: EntityManager, check: Partial<BenefitCheckEntity>): Promise<void> {
  const undone = await inSavepoint(manager, async () => {
    await manager.insert(BenefitCheckEntity, check);
  });
  if (!undone) return;
  if (databaseCode(undone.failed) !== '23505') throw undone.failed;
  throw leadError('benefit_check.exists', 'This coverage is being checked already.');
}

function notTold() {
  const sentence = 'Tell them first that statements may go to the policyholder.';
  return leadError('benefit_check.not_told', sentence, {
    errors: { toldAboutStatements: sentence },
  });
}
