import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { TaskService } from '#follow-up';
import type { DeliveryReport, IncomingMail, InquiryEntity } from '#inquiries';
import { MessageEntity, SendOutcomes } from '#messages';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';
import { MessageFollowThrough } from './message-follow-through.js';

const STATUS = { failed: 'undelivered', delivered: 'delivered' } as const;

/** Takes in what a mail server says became of an e-mail of ours (a bounce). */
@Injectable()
export class MailReports {
  constructor(
    private readonly sends: SendOutcomes,
    private readonly followThrough: MessageFollowThrough,
    private readonly tasks: TaskService,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  /** Anybody can write such a report: it counts only for an e-mail whose Message-ID it knows. */
  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    mail: IncomingMail,
    report: DeliveryReport,
    now: Date,
  ): Promise<void> {
    const messages = await sentOnes(manager, report.about);
    if (messages.length === 0 && report.end === 'failed') {
      await this.#unplaced(manager, inquiry, mail, now);
    }
    for (const message of messages) await this.#settle(manager, message, report, now);
    await this.outcomes.note(manager, inquiry, messages[0]?.leadId ?? null, now);
  }

  async #settle(
    manager: EntityManager,
    { id, provider, providerMessageId }: MessageEntity,
    { end, status }: DeliveryReport,
    now: Date,
  ): Promise<void> {
    // Delayed is no end: the server goes on trying, and says so when it gives up.
    if (end === 'pending') return;
    const settled = await this.sends.settle(
      manager,
      {
        provider: provider ?? 'smtp',
        providerMessageId: providerMessageId ?? id,
        messageId: id,
        status: STATUS[end],
        code: end === 'failed' ? `mail_${status ?? 'returned'}` : null,
      },
      now,
    );
    if (settled) await this.followThrough.settled(manager, settled, now);
  }

  async #unplaced(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { subject }: IncomingMail,
    now: Date,
  ): Promise<void> {
    const title = `A mail server returned an e-mail that cannot be found here (“${subject.slice(0, 120)}”): open inquiry ${inquiry.reference} and see whose it was`;
    await this.tasks.create(
      manager,
      { kind: 'review', title, dueAt: now, originKey: `mail-returned:${inquiry.id}` },
      SYSTEM,
      now,
    );
  }
}

function sentOnes(manager: EntityManager, ids: readonly string[]): Promise<MessageEntity[]> {
  return manager
    .createQueryBuilder(MessageEntity, 'm')
    .where('m.id = ANY(:ids) AND m.direction = :out AND m.channel = :email', {
      ids: [...ids],
      out: 'out',
      email: 'email',
    })
    .orderBy('m.id')
    .getMany();
}
