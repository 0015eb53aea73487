import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import {
  type ActivityKind,
  type ActivityPayload,
  type BenefitTerms,
  type CheckWay,
  dayIn,
  type PayerRefusal,
  type PlanSummary,
} from '#contract';
import { OrganisationService } from '#content';
import { ActivityService, ClockService, leadError } from '#leads';
import { isId, newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import { CoverageEntity } from '../coverages/coverage.entity.js';
import { CoverageService } from '../coverages/coverage.service.js';
import { RECHECK_BENEFITS } from '../jobs.js';
import { CoverageQuestions } from '../questions/coverage-questions.js';
import { validUntil } from '../verdict/valid-until.js';
import { verdictOf } from '../verdict/verdict.js';
import { BenefitCheckEntity, BenefitResultEntity } from './benefit-check.entity.js';
import { type CheckResult, sealOf, termsRef } from './check-record.js';

/** What was found, by people or by the payer's own answer. */
export interface CheckFindings {
  way: CheckWay;
  summary: PlanSummary | null;
  terms: readonly BenefitTerms[];
  refusals: readonly PayerRefusal[];
}

/** The steps a check goes through, each with its timeline row, its audit row and the live word. */
@Injectable()
export class CheckSteps {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly clocks: ClockService,
    private readonly organisation: OrganisationService,
    private readonly coverages: CoverageService,
    private readonly questions: CoverageQuestions,
  ) {}

  /** Reads a check and holds it to the end of the transaction. Throws `benefit_check.not_found`. */
  async lock(manager: EntityManager, id: string): Promise<BenefitCheckEntity> {
    const check = isId(id)
      ? await manager.findOne(BenefitCheckEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!check) throw leadError('benefit_check.not_found', 'There is no such benefit check.');
    return check;
  }

  /** The same for a check that is still open. Throws `benefit_check.closed`. */
  async lockOpen(manager: EntityManager, id: string): Promise<BenefitCheckEntity> {
    const check = await this.lock(manager, id);
    if (check.closedAt) throw leadError('benefit_check.closed', 'This benefit check is closed.');
    return check;
  }

  /** Writes a change of a locked check, its version, and the live word with it. */
  async save(
    manager: EntityManager,
    check: BenefitCheckEntity,
    change: Partial<BenefitCheckEntity>,
    now: Date,
  ): Promise<void> {
    const whole = { ...change, version: check.version + 1, updatedAt: now };
    await manager.update(BenefitCheckEntity, { id: check.id }, whole);
    Object.assign(check, whole);
    this.tell(manager, check, false);
  }

  /** Closes a check with what was found: a verdict by the rules, how long it holds, and when it is asked again. */
  async complete(
    manager: EntityManager,
    check: BenefitCheckEntity,
    { way, summary, terms, refusals }: CheckFindings,
    words: Partial<Pick<BenefitCheckEntity, 'representativeEnc' | 'referenceEnc' | 'noteEnc'>>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { timeZone } = await this.organisation.workingTime(manager);
    const given = verdictOf({
      on: dayIn(timeZone, now),
      levelsOfCare: check.levelsOfCare,
      summary,
      terms,
      refusals,
      anotherCoverage: await hasAnother(manager, check),
    });
    const until = validUntil(now, summary ?? { ends: null, resetsOn: null }, timeZone);
    for (const one of terms) await this.#keep(manager, check.id, one, now);
    const result: CheckResult = {
      summary,
      reasons: given.reasons,
      refusals: [...refusals],
      partial: [],
    };
    await this.save(
      manager,
      check,
      {
        ...words,
        way,
        state: 'completed',
        closedAt: now,
        closedBy: staffIdOf(actor),
        verdict: given.verdict,
        rulesVersion: given.rulesVersion,
        validUntil: until,
        resultEnc: sealOf(this.vault, check.id, 'result', JSON.stringify(result)),
      },
      now,
    );
    await this.clocks.meet(manager, check.leadId, ['benefit_check'], now, actor, now, check.id);
    await enqueueJob(manager, RECHECK_BENEFITS, { checkId: check.id }, { dueAt: until });
    const because = given.reasons.map((reason) => reason.because);
    await this.tellTimeline(
      manager,
      check,
      'benefit_check.completed',
      { verdict: given.verdict, because },
      actor,
      now,
    );
    await this.audited(manager, check, 'benefit_check.completed', actor, now);
    await this.questions.checked(manager, check.coverageId, now);
  }

  /** The payer was asked and gave nothing, or not all: a human looks at it, with what there is. */
  async unclear(
    manager: EntityManager,
    check: BenefitCheckEntity,
    { summary, terms, refusals }: CheckFindings,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const result: CheckResult = {
      summary,
      reasons: [],
      refusals: [...refusals],
      partial: [...terms],
    };
    const resultEnc = sealOf(this.vault, check.id, 'result', JSON.stringify(result));
    await this.save(manager, check, { state: 'unclear', resultEnc }, now);
    const because = refusals.map(({ sentence }) => sentence);
    await this.tellTimeline(manager, check, 'benefit_check.unclear', { because }, actor, now);
    await this.audited(manager, check, 'benefit_check.unclear', actor, now);
  }

  /** Puts a step on the lead's timeline, with the payer's name. */
  async tellTimeline<K extends CheckActivity>(
    manager: EntityManager,
    check: BenefitCheckEntity,
    kind: K,
    more: Omit<ActivityPayload<K>, 'checkId' | 'payer'>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const coverage = await manager.findOneByOrFail(CoverageEntity, { id: check.coverageId });
    const payer = await this.coverages.payerName(manager, coverage);
    const payload = { checkId: check.id, payer, ...more } as unknown as ActivityPayload<K>;
    await this.activities.record(
      manager,
      { leadId: check.leadId, kind, payload, at: now, actor },
      now,
    );
  }

  /** Puts something done to a check on record. */
  async audited(
    manager: EntityManager,
    { id, leadId }: BenefitCheckEntity,
    action: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.audit.record(
      manager,
      { actor, action, resource: 'benefit_check', resourceId: id, leadId },
      now,
    );
  }

  /** The live word of a check and its lead. */
  tell(manager: EntityManager, { id, leadId }: BenefitCheckEntity, created: boolean): void {
    announce(manager, { event: 'benefit_check.changed', id, leadId, created });
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  async #keep(
    manager: EntityManager,
    checkId: string,
    terms: BenefitTerms,
    now: Date,
  ): Promise<void> {
    const id = newId();
    await manager.insert(BenefitResultEntity, {
      id,
      checkId,
      levelOfCare: terms.levelOfCare,
      network: terms.network,
      termsEnc: this.vault.encryptJson(termsRef(id), terms),
      createdAt: now,
    });
  }
}

type CheckActivity = Extract<ActivityKind, `benefit_check.${string}`>;

async function hasAnother(manager: EntityManager, check: BenefitCheckEntity): Promise<boolean> {
  const count = await manager.countBy(CoverageEntity, { leadId: check.leadId });
  return count > 1;
}
