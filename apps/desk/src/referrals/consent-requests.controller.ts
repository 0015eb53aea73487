import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ConsentLinkCreate,
  ConsentRequestView,
  ConsentWithdrawal,
  GivenLink,
  PaperSignature,
} from '#contract';
import { type Clock, inTransaction } from '#platform';
import { ConsentRequests, ReferralQueries } from '#referrals';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK, PUBLIC_URL } from '../tokens.js';
import { ConsentLinks } from './consent-links.js';

/** What is done with a consent that was asked for. */
@Controller('api/consent-requests/:id')
export class ConsentRequestsController {
  constructor(
    private readonly source: DataSource,
    private readonly consents: ConsentRequests,
    private readonly links: ConsentLinks,
    private readonly queries: ReferralQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post('links')
  @May('referral.work')
  @Summary(
    'A link to sign at: sent to a contact point of the patient’s by text or e-mail, or shown once.',
  )
  @Answers(GivenLink, 201)
  async link(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ConsentLinkCreate)) input: ConsentLinkCreate,
  ): Promise<GivenLink> {
    return inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      const given = await this.consents.giveLink(manager, id, input.version, actor, now);
      const url = `${this.publicUrl}${given.request.language === 'es' ? '/es' : ''}/consents/${given.token}`;
      const expiresAt = given.expiresAt.toISOString();
      if (!input.contactPointId) return { url, expiresAt };
      await this.links.send(manager, given.request, input.contactPointId, url, actor, now);
      return { url: null, expiresAt };
    });
  }

  @Post('paper-signature')
  @HttpCode(200)
  @May('referral.work')
  @Summary('The signed paper is kept as a file of the lead.')
  @Answers(ConsentRequestView)
  async paper(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(PaperSignature)) input: PaperSignature,
  ): Promise<ConsentRequestView> {
    return inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      await this.consents.signedOnPaper(manager, id, input, actor, now);
      return this.queries.consent(manager, id, now);
    });
  }

  @Post('withdrawal')
  @HttpCode(200)
  @May('referral.work')
  @Summary(
    'The patient takes it back: what rests on it is withdrawn. One that nobody signed is called off.',
  )
  @Answers(ConsentRequestView)
  async withdraw(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ConsentWithdrawal)) input: ConsentWithdrawal,
  ): Promise<ConsentRequestView> {
    return inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      await this.consents.withdraw(manager, id, input, actor, now);
      return this.queries.consent(manager, id, now);
    });
  }
}
