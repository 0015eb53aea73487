import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYSTEM } from '#audit';
import { TaskService } from '#follow-up';
import { TAKE_IN_DOUBTED, TAKE_IN_INQUIRY } from '#inquiries';
import { inTransaction } from '#platform';

interface FailedInquiry {
  id: string;
  reference: string;
}

/** Gives each inquiry that could not be taken in to a human, once. Somebody may be waiting behind it. */
@Injectable()
export class ReviewFailed {
  constructor(
    private readonly source: DataSource,
    private readonly tasks: TaskService,
  ) {}

  async run(now: Date): Promise<void> {
    const failed = await this.source.query<FailedInquiry[]>(
      `SELECT i.id, i.reference FROM outbox o
       JOIN inquiry i ON i.id = (o.payload->>'inquiryId')::uuid
       WHERE o.handed_at IS NOT NULL AND o.done_at IS NULL AND o.failed_at IS NOT NULL
         AND o.queue IN ($1, $2) AND o.name = $3
         AND NOT EXISTS (SELECT 1 FROM task t WHERE t.origin_key = 'inquiry-failed:' || i.id)
       ORDER BY o.failed_at LIMIT 100`,
      [TAKE_IN_INQUIRY.queue, TAKE_IN_DOUBTED.queue, TAKE_IN_INQUIRY.name],
    );
    for (const inquiry of failed) {
      await inTransaction(this.source, (manager) =>
        this.tasks.create(
          manager,
          {
            kind: 'review',
            title: `Inquiry ${inquiry.reference} could not be taken in. Open it under Inquiries, and try again or tell an administrator.`,
            dueAt: now,
            urgency: 'P1',
            originKey: `inquiry-failed:${inquiry.id}`,
          },
          SYSTEM,
          now,
        ),
      );
    }
  }
}
