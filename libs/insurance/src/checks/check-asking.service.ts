import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import { dayIn, type PayerRefusal } from '#contract';
import { OrganisationService } from '#content';
import { leadError } from '#leads';
import { newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import type { AskOutcome } from '../clearinghouse/clearinghouse-port.js';
import type { EligibilityAnswer } from '../eligibility/answer.js';
import { benefitTerms } from '../eligibility/benefit-terms.js';
import { combineAnswers } from '../eligibility/combine.js';
import { refusalOf } from '../eligibility/payer-errors.js';
import { planSummary } from '../eligibility/plan-summary.js';
import type { EligibilityRequest } from '../eligibility/request.js';
import { serviceTypesToAsk } from '../eligibility/service-types.js';
import { ASK_PAYER } from '../jobs.js';
import { type BenefitCheckEntity, BenefitInquiryEntity } from './benefit-check.entity.js';
import { answerRef, rawRef } from './check-record.js';
import { CheckSteps } from './check-steps.js';
import { PayerQuestions } from './payer-question.js';
import { notAnswered } from './not-answered.js';

const SECOND = 1000;
/** Wait before the second, third and fourth time. */
const WAITS = [30 * SECOND, 120 * SECOND, 600 * SECOND];
const MOST_ATTEMPTS = WAITS.length + 1;

/** Asks payers electronically: one inquiry for each service type, each a job of its own. */
@Injectable()
export class CheckAsking {
  constructor(
    private readonly vault: Vault,
    private readonly consent: ConsentService,
    private readonly organisation: OrganisationService,
    private readonly questions: PayerQuestions,
    private readonly steps: CheckSteps,
  ) {}

  /** Throws `request.invalid` that names what is missing to ask a payer electronically. */
  async checkPossible(manager: EntityManager, coverageId: string): Promise<void> {
    const question = await this.questions.of(manager, coverageId);
    if ('parts' in question) return;
    const sentence = `To ask electronically we need ${question.missing.join(', ')}.`;
    throw leadError('request.invalid', sentence, { errors: { way: sentence } });
  }

  /** Begins a round: every service type is asked anew, under keys of its own. */
  async ask(manager: EntityManager, check: BenefitCheckEntity, now: Date): Promise<void> {
    const [last] = await manager.query<{ round: number | null }[]>(
      'SELECT max(round) AS round FROM benefit_inquiry WHERE check_id = $1',
      [check.id],
    );
    const round = (last?.round ?? 0) + 1;
    for (const serviceType of serviceTypesToAsk(check.levelsOfCare)) {
      const id = newId();
      const inquiry = {
        id,
        checkId: check.id,
        round,
        serviceType,
        state: 'waiting' as const,
        createdAt: now,
      };
      await manager.insert(BenefitInquiryEntity, inquiry);
      await enqueueJob(manager, ASK_PAYER, { inquiryId: id }, { dueAt: now });
    }
    await this.steps.save(manager, check, { state: 'asking', way: 'electronic' }, now);
  }

  /**
   * The question of an inquiry that is to be asked now, which counts as an attempt. Null when there is nothing
   * to ask: it is answered, its check is closed or was taken to hand, or a part of it went missing since.
   */
  async begin(
    manager: EntityManager,
    inquiryId: string,
    asker: EligibilityRequest['provider'],
    now: Date,
  ): Promise<EligibilityRequest | null> {
    const found = await this.#open(manager, inquiryId);
    if (!found) return null;
    const { inquiry, check } = found;
    const question = await this.questions.of(manager, check.coverageId);
    const agreed = await this.#agreed(manager, check.leadId);
    if (!('parts' in question) || !agreed) {
      const errorCode = agreed ? 'parts_missing' : 'consent_missing';
      await this.#end(manager, inquiry, check, { state: 'failed', errorCode }, now);
      return null;
    }
    const { attempts } = inquiry;
    await manager.update(
      BenefitInquiryEntity,
      { id: inquiryId },
      { state: 'asking', attempts: attempts + 1, askedAt: now },
    );
    const { timeZone } = await this.organisation.workingTime(manager);
    const on = dayIn(timeZone, now);
    const { serviceType } = inquiry;
    return { ...question.parts, provider: asker, serviceType, on, trace: inquiryId };
  }

  /** What came of asking: kept, asked again later, or given up; the last one of a round concludes the check. */
  async settle(
    manager: EntityManager,
    inquiryId: string,
    provider: string,
    outcome: AskOutcome,
    now: Date,
  ): Promise<void> {
    const found = await this.#open(manager, inquiryId);
    if (!found) return;
    const { inquiry, check } = found;
    if (mayAskAgain(outcome) && inquiry.attempts < MOST_ATTEMPTS) {
      const dueAt = new Date(now.getTime() + (WAITS[inquiry.attempts - 1] ?? 0));
      const later = { state: 'waiting' as const, provider, errorCode: codeOf(outcome) };
      await manager.update(BenefitInquiryEntity, { id: inquiryId }, later);
      await enqueueJob(manager, ASK_PAYER, { inquiryId }, { dueAt });
      this.steps.tell(manager, check, false);
      return;
    }
    if (outcome.result === 'answered') {
      const answered = {
        state: 'answered' as const,
        provider,
        answeredAt: now,
        errorCode: null,
        rawEnc: this.vault.encrypt(rawRef(inquiryId), outcome.raw),
        answerEnc: this.vault.encryptJson(answerRef(inquiryId), outcome.answer),
      };
      await this.#end(manager, inquiry, check, answered, now);
      return;
    }
    const state = outcome.result === 'unknown' ? 'unknown' : 'failed';
    await this.#end(manager, inquiry, check, { state, provider, errorCode: outcome.code }, now);
  }

  /** The inquiry and its check, locked, while it is to be asked: check first, as everywhere. */
  async #open(manager: EntityManager, inquiryId: string) {
    const known = await manager.findOneBy(BenefitInquiryEntity, { id: inquiryId });
    if (!known) return null;
    const check = await this.steps.lock(manager, known.checkId);
    const inquiry = await manager.findOneByOrFail(BenefitInquiryEntity, { id: inquiryId });
    const waits = inquiry.state === 'waiting' || inquiry.state === 'asking';
    return check.state === 'asking' && waits ? { inquiry, check } : null;
  }

  async #end(
    manager: EntityManager,
    inquiry: BenefitInquiryEntity,
    check: BenefitCheckEntity,
    change: Partial<BenefitInquiryEntity>,
    now: Date,
  ): Promise<void> {
    await manager.update(BenefitInquiryEntity, { id: inquiry.id }, change);
    const { round, checkId } = inquiry;
    const waiting = { checkId, round, state: In(['waiting', 'asking']) };
    if ((await manager.countBy(BenefitInquiryEntity, waiting)) > 0) {
      this.steps.tell(manager, check, false);
      return;
    }
    await this.#conclude(
      manager,
      check,
      await manager.findBy(BenefitInquiryEntity, { checkId, round }),
      now,
    );
  }

  /** Complete when every service type was answered and something was said; else a human looks at it. */
  async #conclude(
    manager: EntityManager,
    check: BenefitCheckEntity,
    inquiries: readonly BenefitInquiryEntity[],
    now: Date,
  ): Promise<void> {
    const answers = inquiries.flatMap((inquiry) => this.answerOf(inquiry) ?? []);
    const answer = combineAnswers(answers);
    const lost = inquiries.filter(({ state }) => state !== 'answered');
    const refusals = unlike([
      ...answer.errors.map(refusalOf),
      ...lost.map(({ state, errorCode }) => notAnswered(state, errorCode)),
    ]);
    const { timeZone } = await this.organisation.workingTime(manager);
    const said = answer.benefits.length > 0;
    const findings = {
      way: 'electronic' as const,
      summary: said ? planSummary(answer, dayIn(timeZone, now)) : null,
      terms: said ? benefitTerms(answer, check.levelsOfCare) : [],
      refusals,
    };
    if (said && lost.length === 0)
      await this.steps.complete(manager, check, findings, {}, SYSTEM, now);
    else await this.steps.unclear(manager, check, findings, SYSTEM, now);
  }

  /** What the payer answered to an inquiry. */
  answerOf(inquiry: BenefitInquiryEntity): EligibilityAnswer | null {
    if (inquiry.answerEnc === null) return null;
    return this.vault.decryptJson(answerRef(inquiry.id), inquiry.answerEnc) as EligibilityAnswer;
  }

  async #agreed(manager: EntityManager, leadId: string): Promise<boolean> {
    const [lead] = await manager.query<{ patient_id: string }[]>(
      'SELECT patient_id FROM lead WHERE id = $1',
      [leadId],
    );
    if (!lead) return false;
    return (await this.consent.standing(manager, [lead.patient_id])).has(lead.patient_id, 'payer');
  }
}

/** A payer that is down answers, too: with an error that allows the same question later, and nothing else. */
function mayAskAgain(outcome: AskOutcome): boolean {
  if (outcome.result !== 'answered') return outcome.again;
  const { benefits, errors } = outcome.answer;
  return (
    benefits.length === 0 && errors.length > 0 && errors.every((error) => refusalOf(error).again)
  );
}

function codeOf(outcome: AskOutcome): string {
  if (outcome.result !== 'answered') return outcome.code;
  return `aaa_${outcome.answer.errors[0]?.code ?? ''}`;
}

function unlike(refusals: readonly PayerRefusal[]): PayerRefusal[] {
  return [...new Map(refusals.map((one) => [`${one.code} ${one.sentence}`, one])).values()];
}
