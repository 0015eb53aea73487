import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InquiryService, type OpenInquiry } from '#inquiries';
import { databaseCode } from '#platform';
import { type JobContext, once, PermanentJobError } from '#queue';
import { VaultError } from '#vault';
import { WorkerMetrics } from '../health/metrics.js';
import { UnsubscribeIntake } from '../messages/unsubscribe-intake.js';
import { arrivalOfRequest } from './arrival.js';
import { IntakeService } from './intake.service.js';
import { Quarantine } from './quarantine.js';
import { WebhookIntake } from './webhook-intake.js';

const UNIQUE_VIOLATION = '23505';
/** Two workers that met on a unique constraint: the second finds what the first made. */
const TRIES = 3;

/** Takes one inquiry in: opens it, and makes of it what it is, once, in one transaction. */
@Injectable()
export class TakeInInquiry {
  constructor(
    private readonly source: DataSource,
    private readonly inquiries: InquiryService,
    private readonly intake: IntakeService,
    private readonly webhooks: WebhookIntake,
    private readonly unsubscribes: UnsubscribeIntake,
    private readonly quarantine: Quarantine,
    private readonly metrics: WorkerMetrics,
  ) {}

  async handle({ inquiryId }: { inquiryId: string }, context: JobContext): Promise<void> {
    let receivedAt: Date | undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await once(this.source, context, async (manager) => {
          receivedAt = await this.takeIn(manager, inquiryId, context.now);
        });
        break;
      } catch (error) {
        if (attempt >= TRIES || databaseCode(error) !== UNIQUE_VIOLATION) throw error;
      }
    }
    if (receivedAt) this.metrics.takenIn(receivedAt, new Date());
  }

  /** Gives when it was received; undefined when it had its outcome before. */
  async takeIn(manager: EntityManager, inquiryId: string, now: Date): Promise<Date | undefined> {
    const decided = await decisionOf(manager, inquiryId);
    if (decided && !decided.released) return undefined;
    const { inquiry, envelope } = await this.#open(manager, inquiryId);
    const doubted = inquiry.suspicion.length > 0 && !decided;
    if (envelope.type === 'help_request') {
      const arrival = arrivalOfRequest(inquiry, envelope);
      // Someone in danger is never held back, whatever the request looks like.
      if (doubted && !this.intake.isUrgent(arrival))
        await this.quarantine.hold(manager, inquiry, now);
      else await this.intake.takeIn(manager, arrival, now);
    } else if (envelope.type === 'unsubscribe') {
      await this.unsubscribes.takeIn(manager, inquiry, envelope, now);
    } else if (doubted) {
      await this.quarantine.hold(manager, inquiry, now);
    } else {
      await this.webhooks.takeIn(manager, { inquiry, envelope, now });
    }
    return inquiry.receivedAt;
  }

  async #open(manager: EntityManager, inquiryId: string): Promise<OpenInquiry> {
    try {
      return await this.inquiries.open(manager, inquiryId);
    } catch (error) {
      if (neverOpens(error)) throw new PermanentJobError('inquiry.unreadable', { cause: error });
      throw error;
    }
  }
}

/** A key that is unknown here may arrive (rotation); what was tampered with, or is no envelope, stays so. */
function neverOpens(error: unknown): boolean {
  if (error instanceof VaultError) return error.code !== 'unknown_key';
  return (
    error instanceof SyntaxError || (error instanceof Error && error.name.endsWith('ZodError'))
  );
}

async function decisionOf(
  manager: EntityManager,
  inquiryId: string,
): Promise<{ released: boolean } | undefined> {
  const [row] = await manager.query<{ released: boolean }[]>(
    `SELECT outcome = 'quarantined' AND released_at IS NOT NULL AS released
     FROM lead_inquiry WHERE inquiry_id = $1`,
    [inquiryId],
  );
  return row;
}
