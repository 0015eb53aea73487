import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { DIRECTORY_MISTAKES, type DirectoryReport, labelOf } from '#contract';
import { TaskService } from '#follow-up';
import type { DirectoryReportEnvelope, InquiryEntity } from '#inquiries';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';

const HOUR_MS = 3_600_000;
/** Whoever calls a wrong number today is helped by a quick answer. */
const DUE_HOURS = 8;
/** The whole of it is in the inquiry; a task's line stays one. */
const MOST_WORDS = 240;

/** Makes of a visitor's report a task to ask the facility, for whoever looks after it. */
@Injectable()
export class DirectoryReportIntake {
  constructor(
    private readonly tasks: TaskService,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { report }: DirectoryReportEnvelope,
    now: Date,
  ): Promise<void> {
    const [facility] = await manager.query<{ name: string; owner_id: string | null }[]>(
      `SELECT f.name, s.id AS owner_id FROM facility f
         LEFT JOIN staff_user s ON s.id = f.relationship_owner_id AND s.status = 'active'
       WHERE f.id = $1 AND f.taken_back_at IS NULL`,
      [report.facilityId],
    );
    if (facility) {
      const task = {
        facilityId: report.facilityId,
        kind: 'verify_facility' as const,
        title: titleOf(facility.name, report),
        ownerId: facility.owner_id,
        dueAt: new Date(now.getTime() + DUE_HOURS * HOUR_MS),
        originKey: `directory-report:${inquiry.id}`,
      };
      await this.tasks.create(manager, task, SYSTEM, now);
    }
    await this.outcomes.note(manager, inquiry, null, now);
  }
}

function titleOf(name: string, { about, text }: DirectoryReport): string {
  const what = about.map((code) => labelOf(DIRECTORY_MISTAKES, code).toLowerCase()).join(', ');
  const words = (text ?? '').replaceAll(/\s+/g, ' ');
  const cut = words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
  return [`A visitor reports a mistake at ${name}`, what, cut && `“${cut}”`]
    .filter(Boolean)
    .join(': ');
}
