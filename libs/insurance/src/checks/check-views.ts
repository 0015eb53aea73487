import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import {
  type BenefitCheckRow,
  type BenefitCheckView,
  type BenefitTerms,
  dayIn,
  type InquiryAsked,
} from '#contract';
import { OrganisationService } from '#content';
import { LeadBriefs, leadError } from '#leads';
import { groupBy, isId } from '#platform';
import { Vault } from '#vault';
import { CoverageEntity } from '../coverages/coverage.entity.js';
import { CoverageService } from '../coverages/coverage.service.js';
import type { EligibilityAnswer } from '../eligibility/answer.js';
import { serviceTypeLabel } from '../eligibility/service-types.js';
import { PayerService } from '../payers/payer.service.js';
import { costInWords } from '../verdict/cost.js';
import {
  BenefitCheckEntity,
  BenefitInquiryEntity,
  BenefitResultEntity,
} from './benefit-check.entity.js';
import { answerRef, openOf, resultOf, termsRef } from './check-record.js';
import { isDependent } from './payer-question.js';
import { notAnswered } from './not-answered.js';

/** Benefit checks as people see them, decrypted. */
@Injectable()
export class CheckViews {
  constructor(
    private readonly vault: Vault,
    private readonly briefs: LeadBriefs,
    private readonly coverages: CoverageService,
    private readonly payers: PayerService,
    private readonly organisation: OrganisationService,
  ) {}

  /** Rows in the order of `ids`; unknown ones are absent. */
  async rows(manager: EntityManager, ids: readonly string[]): Promise<BenefitCheckRow[]> {
    if (ids.length === 0) return [];
    const checks = await manager.findBy(BenefitCheckEntity, { id: In([...ids]) });
    const leads = await this.briefs.of(
      manager,
      checks.map(({ leadId }) => leadId),
    );
    const coverages = await manager.findBy(CoverageEntity, {
      id: In(checks.map(({ coverageId }) => coverageId)),
    });
    const said = groupBy(await this.coverages.views(manager, coverages), ({ id }) => id);
    const payers = await this.payers.views(
      manager,
      coverages.flatMap(({ payerId }) => payerId ?? []),
    );
    const rows = checks.map((check): BenefitCheckRow => {
      const lead = leads.get(check.leadId);
      const [coverage] = said.get(check.coverageId) ?? [];
      const payerId = coverage?.payerId ?? null;
      return {
        id: check.id,
        version: check.version,
        leadId: check.leadId,
        leadNumber: lead?.number ?? 0,
        patientName: lead?.patientName ?? null,
        coverageId: check.coverageId,
        payerId,
        payerName: (payerId && payers.get(payerId)?.name) || (coverage?.payerText ?? ''),
        way: check.way,
        state: check.state,
        levelsOfCare: check.levelsOfCare,
        urgency: lead?.urgency ?? '',
        requestedAt: check.requestedAt.toISOString(),
        requestedBy: check.requestedBy,
        dueAt: check.dueAt.toISOString(),
        takenBy: check.takenBy,
        closedAt: check.closedAt?.toISOString() ?? null,
        verdict: check.verdict,
        validUntil: check.validUntil?.toISOString() ?? null,
        recheckOf: check.recheckOf,
      };
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** One check with everything that was found. Throws `benefit_check.not_found`. */
  async one(manager: EntityManager, id: string): Promise<BenefitCheckView> {
    const check = isId(id) ? await manager.findOneBy(BenefitCheckEntity, { id }) : null;
    const [row] = check ? await this.rows(manager, [id]) : [];
    if (!check || !row)
      throw leadError('benefit_check.not_found', 'There is no such benefit check.');
    const coverageRow = await manager.findOneByOrFail(CoverageEntity, { id: check.coverageId });
    const [coverage] = await this.coverages.views(manager, [coverageRow]);
    const result = resultOf(this.vault, check);
    const kept = await this.#terms(manager, check.id);
    const terms = kept.length > 0 ? kept : result.partial;
    return {
      ...row,
      memberId: coverage?.memberId ?? null,
      planType: coverageRow.planType,
      subscriberRelationship: coverageRow.subscriberRelationship,
      dependent: isDependent(coverageRow),
      toldAboutStatements: check.toldAt !== null,
      representative: openOf(this.vault, check, 'representative'),
      reference: openOf(this.vault, check, 'reference'),
      note: openOf(this.vault, check, 'note'),
      closedBy: check.closedBy,
      rulesVersion: check.rulesVersion,
      reasons: result.reasons,
      summary: result.summary,
      terms,
      refusals: result.refusals,
      asked: await this.#asked(manager, check.id),
      cost: await this.#cost(manager, check, terms),
    };
  }

  /** Told for what is verified only: nobody is told a price out of half an answer. */
  async #cost(manager: EntityManager, check: BenefitCheckEntity, terms: readonly BenefitTerms[]) {
    if (check.state !== 'completed' || !check.closedAt || terms.length === 0) return [];
    const { timeZone } = await this.organisation.workingTime(manager);
    const on = dayIn(timeZone, check.closedAt);
    return (['en', 'es'] as const).map((language) => costInWords(terms, on, language));
  }

  async #terms(manager: EntityManager, checkId: string): Promise<BenefitTerms[]> {
    const rows = await manager.find(BenefitResultEntity, {
      where: { checkId },
      order: { id: 'ASC' },
    });
    return rows.map(
      (row) => this.vault.decryptJson(termsRef(row.id), row.termsEnc) as BenefitTerms,
    );
  }

  /** An answer that is nothing but errors. */
  #isRefusal(id: string, answerEnc: string | null): boolean {
    if (answerEnc === null) return false;
    const answer = this.vault.decryptJson(answerRef(id), answerEnc) as EligibilityAnswer;
    return answer.benefits.length === 0 && answer.errors.length > 0;
  }

  /** The questions of the last round. */
  async #asked(manager: EntityManager, checkId: string): Promise<InquiryAsked[]> {
    const inquiries = await manager.find(BenefitInquiryEntity, {
      where: { checkId },
      order: { id: 'ASC' },
    });
    const last = Math.max(0, ...inquiries.map(({ round }) => round));
    return inquiries
      .filter(({ round }) => round === last)
      .map(({ serviceType, state, attempts, errorCode, id, answerEnc }) => ({
        serviceType,
        label: serviceTypeLabel(serviceType),
        state: state === 'answered' && this.#isRefusal(id, answerEnc) ? 'refused' : state,
        attempts,
        sentence: errorCode === null ? null : sentenceOf(state, errorCode),
      }));
  }
}

function sentenceOf(state: BenefitInquiryEntity['state'], code: string): string {
  const waiting = state === 'waiting' || state === 'asking';
  return waiting
    ? 'No answer yet; it is asked again by itself.'
    : notAnswered(state, code).sentence;
}
