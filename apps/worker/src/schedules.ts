import type { INestApplicationContext } from '@nestjs/common';
import type { Pool } from 'pg';
import { MAIL_AUDIT_HEAD } from '#audit';
import { ADD_HOLIDAYS } from '#duty';
import { KEEP_RETENTION } from '#erasure';
import { ASK_FACILITIES } from '#facilities';
import { WebhookSender } from '#webhooks';
import { defineSchedule, purgeDone, type Schedule } from '#queue';
import { AuditUpkeep } from './audit/audit-upkeep.js';
import { RecheckBenefits } from './benefits/recheck-benefits.js';
import { ReviveEnrolments } from './cadences/revive-enrolments.js';
import { QueueUpkeep } from './queue/queue-upkeep.js';
import { ReviewFailed } from './intake/review-failed.js';
import { OwnQuestions } from './reports/own-questions.js';
import { ReportUpkeep } from './reports/report-upkeep.js';
import { TidyLinks } from './referrals/tidy-links.js';
import { FindLostSends } from './messages/find-lost-sends.js';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** Jobs that are done are kept this long, to explain what happened. */
const DONE_JOBS_KEPT = 7 * DAY;

/** Everything the worker does by the clock. */
export function workerSchedules(app: INestApplicationContext, pool: Pool): Schedule[] {
  const audit = app.get(AuditUpkeep);
  return [
    defineSchedule({
      name: 'link-audit',
      everyMs: 5 * SECOND,
      run: ({ signal, now }) => audit.link(signal, now),
    }),
    defineSchedule({
      name: 'anchor-audit',
      everyMs: 3600 * SECOND,
      run: ({ now }) => audit.anchor(now),
    }),
    defineSchedule({
      name: 'mail-audit-head',
      dailyAt: '06:00',
      job: MAIL_AUDIT_HEAD,
      payload: {},
    }),
    defineSchedule({
      name: 'watch-reading',
      everyMs: 600 * SECOND,
      run: ({ now }) => audit.watch(now),
    }),
    defineSchedule({
      name: 'watch-interest',
      everyMs: 6 * 3600 * SECOND,
      run: ({ now }) => audit.watchInterest(now),
    }),
    defineSchedule({
      name: 'review-failed-inquiries',
      everyMs: 10 * SECOND,
      run: ({ now }) => app.get(ReviewFailed).run(now),
    }),
    defineSchedule({
      name: 'find-lost-sends',
      everyMs: 15 * SECOND,
      run: async ({ now }) => {
        await app.get(FindLostSends).run(now);
      },
    }),
    defineSchedule({
      name: 'revive-enrolments',
      everyMs: 300 * SECOND,
      run: async ({ now }) => {
        await app.get(ReviveEnrolments).run(now);
      },
    }),
    defineSchedule({
      name: 'recheck-queue',
      everyMs: 5 * SECOND,
      run: async ({ now, signal }) => {
        await app.get(QueueUpkeep).recheck(now, signal);
      },
    }),
    defineSchedule({
      name: 'reconcile-queue',
      everyMs: 120 * SECOND,
      run: async ({ now }) => {
        await app.get(QueueUpkeep).reconcile(now);
      },
    }),
    defineSchedule({
      name: 'recheck-admissions',
      everyMs: 600 * SECOND,
      run: async ({ now }) => {
        await app.get(RecheckBenefits).admissions(now);
      },
    }),
    defineSchedule({
      name: 'tidy-referral-links',
      everyMs: 60 * SECOND,
      run: ({ now }) => app.get(TidyLinks).run(now),
    }),
    defineSchedule({
      name: 'refresh-facts',
      everyMs: 2 * SECOND,
      run: async ({ now, signal }) => {
        await app.get(ReportUpkeep).refresh(now, signal);
      },
    }),
    defineSchedule({
      name: 'rebuild-facts',
      everyMs: 10 * SECOND,
      run: async ({ now, signal }) => {
        await app.get(ReportUpkeep).rebuild(now, signal);
      },
    }),
    defineSchedule({
      name: 'send-reports',
      everyMs: 60 * SECOND,
      run: ({ now, signal }) => app.get(OwnQuestions).sendDue(now, signal),
    }),
    defineSchedule({
      name: 'check-targets',
      everyMs: 300 * SECOND,
      run: ({ now, signal }) => app.get(OwnQuestions).checkTargets(now, signal),
    }),
    defineSchedule({
      name: 'roll-up-facts',
      everyMs: 30 * SECOND,
      run: async ({ now, signal }) => {
        await app.get(ReportUpkeep).rollUp(now, signal);
      },
    }),
    defineSchedule({
      name: 'close-months',
      everyMs: 3600 * SECOND,
      run: async ({ now, signal }) => {
        await app.get(ReportUpkeep).closeMonths(now, signal);
      },
    }),
    defineSchedule({ name: 'ask-facilities', dailyAt: '12:00', job: ASK_FACILITIES, payload: {} }),
    defineSchedule({
      name: 'gather-webhooks',
      everyMs: 5 * SECOND,
      run: ({ now, signal }) => app.get(WebhookSender).gather(now, signal),
    }),
    defineSchedule({ name: 'keep-retention', dailyAt: '08:20', job: KEEP_RETENTION, payload: {} }),
    defineSchedule({ name: 'add-holidays', dailyAt: '07:10', job: ADD_HOLIDAYS, payload: {} }),
    defineSchedule({
      name: 'purge-done-jobs',
      everyMs: 3600 * SECOND,
      run: async ({ now, signal }) => {
        const before = new Date(now.getTime() - DONE_JOBS_KEPT);
        let purged = 1;
        while (purged > 0 && !signal.aborted) purged = await purgeDone(pool, before);
      },
    }),
  ];
}
