import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MailboxView } from '#contract';
import { MailboxEntity, mailboxView } from '#messages';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';

@Controller('api/mailbox')
export class MailboxController {
  constructor(private readonly source: DataSource) {}

  @Get()
  @May('organisation.read')
  @Summary(
    'How reading incoming e-mail goes: whether a mailbox is set up, when it was last read, what fails.',
  )
  @Answers(MailboxView)
  async get(): Promise<MailboxView> {
    const mailbox = await this.source.manager.findOne(MailboxEntity, {
      where: { active: true },
      order: { updatedAt: 'DESC' },
    });
    return mailboxView(mailbox);
  }
}
