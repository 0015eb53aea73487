import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditService } from '#audit';
import { DisclosureAccount } from '#contract';
import { OrganisationEntity } from '#content';
import { personNotFound } from '#people';
import { type Clock, inTransaction, isId } from '#platform';
import { accountPaper, DisclosureAccounts } from '#referrals';
import { May } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

/** What was told of a patient to whom, for the patient who asks (rule R10). */
@Controller('api/people/:id')
export class DisclosureAccountController {
  constructor(
    private readonly source: DataSource,
    private readonly accounts: DisclosureAccounts,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('disclosures')
  @May('person.read')
  @Summary(
    'The accounting of disclosures: everything told of a patient outside within three years.',
  )
  @Answers(DisclosureAccount)
  async account(@Who() { actor }: Visit, @Param('id') id: string): Promise<DisclosureAccount> {
    if (!isId(id)) throw personNotFound();
    const now = this.clock.now();
    return inTransaction(this.source, async (manager) => {
      const account = await this.accounts.of(manager, id, now);
      const entry = { actor, action: 'disclosure_account.read', resource: 'person' };
      await this.audit.record(manager, { ...entry, resourceId: id, personId: id }, now);
      return account;
    });
  }

  @Get('disclosures/paper')
  @May('person.read')
  @Summary('The same as PDF, to print or hand over.')
  @AnswersText('application/pdf', 'The accounting of disclosures.')
  async paper(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const account = await this.account(visit, id);
    const { name } = await this.source.manager.findOneByOrFail(OrganisationEntity, { id: 1 });
    const pdf = await accountPaper(account, name);
    void reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', 'inline; filename="accounting-of-disclosures.pdf"')
      .header('cache-control', 'no-store')
      .send(pdf);
  }
}
