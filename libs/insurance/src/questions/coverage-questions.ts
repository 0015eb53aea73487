import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { AnswerBy } from '#contract';
import { enqueueJob } from '#queue';
import { TELL_COVERAGE_ANSWER } from '../jobs.js';
import { BenefitCheckEntity } from '../checks/benefit-check.entity.js';
import { CoverageQuestionEntity } from './coverage-question.entity.js';

/** Keeps who asked on the site about a coverage, until they have heard the answer. */
@Injectable()
export class CoverageQuestions {
  /** Notes a question; the same inquiry again changes nothing. */
  async note(
    manager: EntityManager,
    question: { inquiryId: string; coverageId: string; answerBy: AnswerBy },
    now: Date,
  ): Promise<void> {
    await manager
      .createQueryBuilder()
      .insert()
      .into(CoverageQuestionEntity)
      .values({ ...question, createdAt: now })
      .orIgnore()
      .execute();
  }

  /** A coverage was checked: whoever asked about it is to be told, each by a job of their own. */
  async checked(manager: EntityManager, coverageId: string, now: Date): Promise<void> {
    const open = await manager.findBy(CoverageQuestionEntity, { coverageId });
    for (const { inquiryId, answeredAt } of open) {
      if (answeredAt) continue;
      await enqueueJob(manager, TELL_COVERAGE_ANSWER, { inquiryId }, { dueAt: now });
    }
  }

  /** The checks that answer questions: inquiry → the latest that was completed; absent while there is none. */
  async answersTo(
    manager: EntityManager,
    inquiryIds: readonly string[],
  ): Promise<Map<string, string>> {
    if (inquiryIds.length === 0) return new Map();
    const questions = await manager.findBy(CoverageQuestionEntity, {
      inquiryId: In([...inquiryIds]),
    });
    if (questions.length === 0) return new Map();
    const checks = await manager.find(BenefitCheckEntity, {
      where: { coverageId: In(questions.map(({ coverageId }) => coverageId)), state: 'completed' },
      order: { closedAt: 'ASC' },
      select: { id: true, coverageId: true, closedAt: true },
    });
    const latest = new Map(checks.map(({ id, coverageId }) => [coverageId, id]));
    return new Map(
      questions.flatMap(({ inquiryId, coverageId }) => {
        const checkId = latest.get(coverageId);
        return checkId ? [[inquiryId, checkId] as const] : [];
      }),
    );
  }
}
