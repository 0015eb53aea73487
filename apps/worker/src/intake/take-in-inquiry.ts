import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type InquiryEntity, InquiryService, type OpenInquiry } from '#inquiries';
import { databaseCode } from '#platform';
import { type GroupedJob, type JobContext, once, onceTogether, PermanentJobError } from '#queue';
import { VaultError } from '#vault';
import { WorkerMetrics } from '../health/metrics.js';
import { MailIntake } from '../messages/mail-intake.js';
import { UnsubscribeIntake } from '../messages/unsubscribe-intake.js';
import { DirectoryReportIntake } from '../facilities/directory-report-intake.js';
import { LinkAnswerIntake } from '../referrals/link-answer-intake.js';
import { StatusAnswerIntake } from '../status/status-answer-intake.js';
import { type Arrival, arrivalOfRequest } from './arrival.js';
import { IntakeService } from './intake.service.js';
import { Quarantine } from './quarantine.js';
import { WebhookIntake } from './webhook-intake.js';

const UNIQUE_VIOLATION = '23505';
/** Two workers that met on a unique constraint: the second finds what the first made. */
const TRIES = 3;

interface Payload {
  inquiryId: string;
}

/** A job of a group whose request is read and open. */
interface ReadRequest extends GroupedJob<Payload> {
  job: GroupedJob<Payload>;
  arrival: Arrival;
  /** Nobody has let it in yet. */
  undecided: boolean;
}

/** Takes one inquiry in: opens it, and makes of it what it is, once, in one transaction. */
@Injectable()
export class TakeInInquiry {
  constructor(
    private readonly source: DataSource,
    private readonly inquiries: InquiryService,
    private readonly intake: IntakeService,
    private readonly webhooks: WebhookIntake,
    private readonly unsubscribes: UnsubscribeIntake,
    private readonly mails: MailIntake,
    private readonly links: LinkAnswerIntake,
    private readonly reports: DirectoryReportIntake,
    private readonly statusAnswers: StatusAnswerIntake,
    private readonly quarantine: Quarantine,
    private readonly metrics: WorkerMetrics,
  ) {}

  async handle({ inquiryId }: Payload, context: JobContext): Promise<void> {
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

  /**
   * Takes in those of a group that are requests for help nobody has decided on, in one transaction:
   * the statements they share are made once. Gives the jobs that are done; whatever else it is, or
   * does not open, is left to `handle`.
   */
  async handleTogether(
    group: readonly GroupedJob<Payload>[],
  ): Promise<ReadonlySet<GroupedJob<Payload>>> {
    const done = await onceTogether(
      this.source,
      (manager) => this.#readRequests(manager, group),
      async (manager, requests) => {
        await this.intake.lockAll(
          manager,
          requests.map(({ arrival }) => arrival),
        );
        const [first] = requests;
        if (first) await this.#takeInRequests(manager, requests, first.context.now);
      },
    );
    const ended = new Date();
    for (const { arrival } of done) this.metrics.takenIn(arrival.receivedAt, ended);
    return new Set(done.map(({ job }) => job));
  }

  /** Gives when it was received; undefined when it had its outcome before. */
  async takeIn(manager: EntityManager, inquiryId: string, now: Date): Promise<Date | undefined> {
    const decided = await decisionOf(manager, inquiryId);
    if (decided && !decided.released) return undefined;
    const { inquiry, envelope } = await this.#open(manager, inquiryId);
    if (envelope.type === 'help_request') {
      const arrival = arrivalOfRequest(inquiry, envelope);
      await this.intake.lockAll(manager, [arrival]);
      await this.#takeInRequests(manager, [{ arrival, undecided: !decided }], now);
    } else if (envelope.type === 'status_answer') {
      await this.statusAnswers.takeIn(manager, inquiry, envelope, now);
    } else if (envelope.type === 'unsubscribe') {
      await this.unsubscribes.takeIn(manager, inquiry, envelope, now);
    } else if (envelope.type === 'email') {
      await this.mails.takeIn(manager, inquiry, envelope, decided?.released ?? false, now);
    } else if (envelope.type === 'referral_answer' || envelope.type === 'consent_answer') {
      await this.links.takeIn(manager, inquiry, envelope, now);
    } else if (inquiry.suspicion.length > 0 && !decided) {
      await this.quarantine.hold(manager, inquiry, now);
    } else if (envelope.type === 'directory_report') {
      await this.reports.takeIn(manager, inquiry, envelope, now);
    } else {
      await this.webhooks.takeIn(manager, { inquiry, envelope, now });
    }
    return inquiry.receivedAt;
  }

  async #takeInRequests(
    manager: EntityManager,
    requests: readonly Pick<ReadRequest, 'arrival' | 'undecided'>[],
    now: Date,
  ): Promise<void> {
    const undecided = requests.filter((one) => one.undecided).map(({ arrival }) => arrival);
    const judged = await this.quarantine.judge(manager, undecided, now);
    const taken: Arrival[] = [];
    for (const { arrival } of requests) {
      const { held = false, weighed = [] } = judged.get(arrival.inquiry.id) ?? {};
      // Someone in danger is never held back, whatever the request looks like.
      if (!held || this.intake.isUrgent(arrival)) taken.push(arrival);
      else await this.quarantine.hold(manager, arrival.inquiry, now, weighed);
    }
    await this.intake.takeIn(manager, taken, now);
  }

  /** One job for each request; of two for the same, the second is left. */
  async #readRequests(
    manager: EntityManager,
    group: readonly GroupedJob<Payload>[],
  ): Promise<ReadRequest[]> {
    const jobs = new Map(group.map((job) => [job.payload.inquiryId, job]));
    const inquiries = await this.inquiries.undecided(manager, [...jobs.keys()], LARGE_BYTES);
    const earliestFirst = inquiries.toSorted(
      (one, other) =>
        one.receivedAt.getTime() - other.receivedAt.getTime() || (one.id < other.id ? -1 : 1),
    );
    return earliestFirst.flatMap((inquiry) => {
      const job = jobs.get(inquiry.id);
      const request = this.#openRequest(inquiry);
      return job && request ? [{ ...job, ...request, job }] : [];
    });
  }

  /** Null: not a request for help, or it does not open, which `handle` says as it should be said. */
  #openRequest(inquiry: InquiryEntity): Pick<ReadRequest, 'arrival' | 'undecided'> | null {
    try {
      const { envelope } = this.inquiries.openRead(inquiry);
      if (envelope.type !== 'help_request') return null;
      return { arrival: arrivalOfRequest(inquiry, envelope), undecided: true };
    } catch (error) {
      if (neverOpens(error) || error instanceof VaultError) return null;
      throw error;
    }
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

/** A request with photos is taken in by itself: thirty of them at once would fill the memory. */
const LARGE_BYTES = 256 * 1024;

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
