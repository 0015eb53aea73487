import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MessageAttachment } from '#contract';
import type { IncomingMail, InquiryEntity, MailFile } from '#inquiries';
import { LeadFileService } from '#leads';
import { MessageService } from '#messages';
import { DomainError } from '#platform';
import type { MailPlace } from './mail-threads.js';

/** Where an e-mail is kept, and whether somebody has to answer it. */
export interface KeptMail extends MailPlace {
  handled: boolean;
}

/** Keeps e-mails that came in, with their files. */
@Injectable()
export class ReceivedMails {
  constructor(
    private readonly messages: MessageService,
    private readonly files: LeadFileService,
  ) {}

  /** Runs in the transaction that takes it in: the same e-mail again is not kept twice, and neither are its files. */
  async keep(
    manager: EntityManager,
    inquiry: InquiryEntity,
    mail: IncomingMail,
    { leadId, personId, contactPointId, inReplyTo, handled }: KeptMail,
    now: Date,
  ): Promise<void> {
    const attachments: MessageAttachment[] = [];
    for (const file of mail.files) {
      attachments.push(await this.#file(manager, leadId, file, now));
    }
    const { subject, written, quoted, wireId, nature, proven } = mail;
    await this.messages.receive(
      manager,
      {
        leadId,
        personId,
        contactPointId,
        channel: 'email',
        subject: subject === '' ? null : subject,
        body: written,
        media: [],
        mail: { quoted, attachments, automatic: nature.is !== 'personal', wireId },
        senderProven: proven,
        inReplyTo,
        language: 'en',
        provider: inquiry.provider,
        providerMessageId: inquiry.providerEventId,
        inquiryId: inquiry.id,
        receivedAt: inquiry.receivedAt,
        handled,
      },
      now,
    );
  }

  /** A file of the lead, checked as any other; what is refused is named with the reason. */
  async #file(
    manager: EntityManager,
    leadId: string | null,
    { name, content, leftOut }: MailFile,
    now: Date,
  ): Promise<MessageAttachment> {
    if (content === null) return { name, fileId: null, leftOut: leftOut ?? 'it is not kept' };
    if (leadId === null) {
      return { name, fileId: null, leftOut: 'there is no lead to keep it with' };
    }
    try {
      const kept = await this.files.add(
        manager,
        leadId,
        { name, content },
        { kind: 'person' },
        now,
      );
      return { name, fileId: kept.id, leftOut: null };
    } catch (error) {
      const because = error instanceof DomainError ? REFUSED[error.code] : undefined;
      if (because === undefined) throw error;
      return { name, fileId: null, leftOut: because };
    }
  }
}

/** Why a file is not kept, by the code it is refused with: all are found before anything is written. */
const REFUSED: Readonly<Record<string, string>> = {
  'file.empty': 'it is empty',
  'request.too_large': 'it is larger than 10 MB',
  'request.unsupported_media_type': 'it is no PNG, JPEG, PDF or plain text',
};
