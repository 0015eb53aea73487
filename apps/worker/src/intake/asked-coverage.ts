import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ConsentService } from '#consent';
import { PAYER_CONSENT_WORDING, type CheckWay } from '#contract';
import { TaskService } from '#follow-up';
import { BenefitCheckService, CoverageQuestions } from '#insurance';
import { ActivityService } from '#leads';
import { DomainError } from '#platform';
import type { Arrival } from './arrival.js';

/** Nobody has said yet what is needed: what people are most often referred to is asked for. */
const ASKED_LEVELS = ['outpatient', 'intensive_outpatient', 'residential_high', 'wm_3_7'] as const;
/** As long as a benefit check may take. */
const ANSWER_MINUTES = 120;

/** What came of an arrival, as far as it matters here. */
export interface AskedOf {
  leadId: string;
  requesterId: string;
  /** Null: they named no insurance. */
  coverageId: string | null;
}

/**
 * Answers "Does my insurance cover this?": with the patient's own consent their plan is asked, electronically where they
 * wish it and it can be; else a colleague talks with whoever asked. Nobody is asked on another person's word (R10).
 */
@Injectable()
export class AskedCoverage {
  constructor(
    private readonly consents: ConsentService,
    private readonly activities: ActivityService,
    private readonly questions: CoverageQuestions,
    private readonly checks: BenefitCheckService,
    private readonly tasks: TaskService,
  ) {}

  async take(
    manager: EntityManager,
    asked: AskedOf,
    arrival: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (arrival.kind !== 'coverage_question') return;
    const { leadId, coverageId, requesterId } = asked;
    const inquiryId = arrival.inquiry.id;
    const answerBy = arrival.coverageCheck?.answerBy ?? 'phone';
    if (coverageId) await this.questions.note(manager, { inquiryId, coverageId, answerBy }, now);
    const [lead] = await manager.query<{ patient_id: string }[]>(
      'SELECT patient_id FROM lead WHERE id = $1',
      [leadId],
    );
    const own = arrival.forWhom === 'self' && lead?.patient_id === requesterId;
    const agreed = own && arrival.coverageCheck?.payerConsent === true;
    if (agreed) await this.#agree(manager, leadId, requesterId, arrival, actor, now);
    const way =
      agreed && coverageId ? await this.#check(manager, asked, arrival, actor, now) : null;
    if (way) return;
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'follow_up',
        title: agreed
          ? 'They asked what their insurance covers: find out which plan it is'
          : 'They asked what their insurance covers: talk with them, and ask whether we may ask the plan',
        dueAt: new Date(now.getTime() + ANSWER_MINUTES * 60_000),
        originKey: `coverage-question:${inquiryId}`,
      },
      actor,
      now,
    );
  }

  /** Their consent, in the words they saw. */
  async #agree(
    manager: EntityManager,
    leadId: string,
    personId: string,
    arrival: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const plain = PAYER_CONSENT_WORDING[arrival.language];
    const consent = {
      personId,
      scope: 'payer' as const,
      decision: 'given' as const,
      wording: arrival.coverageCheck?.payerWording ?? plain,
      at: arrival.receivedAt,
      origin: 'coverage_form',
      inquiryId: arrival.inquiry.id,
    };
    await this.consents.record(manager, consent, actor, now);
    const payload = { scope: 'payer', decision: 'given' };
    const activity = { leadId, kind: 'consent.recorded', payload, at: now, actor } as const;
    await this.activities.record(manager, activity, now);
  }

  /** Asks for the check, the way they wish first; null when none can be asked for (yet). */
  async #check(
    manager: EntityManager,
    { leadId, coverageId }: AskedOf,
    arrival: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<CheckWay | null> {
    if (!coverageId) return null;
    const ways: CheckWay[] =
      arrival.coverageCheck?.way === 'electronic' ? ['electronic', 'phone'] : ['phone'];
    for (const way of ways) {
      try {
        const request = {
          coverageId,
          way,
          levelsOfCare: [...ASKED_LEVELS],
          toldAboutStatements: arrival.coverageCheck?.toldAboutStatements ?? false,
        };
        await this.checks.request(manager, leadId, request, actor, now);
        return way;
      } catch (error) {
        // It refuses before it writes: what is missing for one way may not be for the other.
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return null;
  }
}
