import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  GivenLink,
  HandOverCreate,
  ReferralBoard,
  ReferralBoardFilter,
  ReferralChangeCreate,
  ReferralDetail,
  ReferralLinkCreate,
  ReferralNoteCreate,
  ReferralRow,
  ReferralSending as Sending,
  StatementShown,
  TransportEdit,
} from '#contract';
import { type Clock, inTransaction } from '#platform';
import {
  FhirExport,
  type Handed,
  Packets,
  ReferralQueries,
  ReferralSending,
  ReferralWork,
} from '#referrals';
import { May } from '../http/access.js';
import { Answers, AnswersPage, AnswersText, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK, PUBLIC_URL } from '../tokens.js';
import { ReferralFilter, ReferralList } from './referral.list.js';
import { ReferralPage } from './referral-page.js';

const Fhir = z.record(z.string(), z.unknown());

@Controller('api/referrals')
export class ReferralsController {
  constructor(
    private readonly source: DataSource,
    private readonly list: ReferralList,
    private readonly page: ReferralPage,
    private readonly queries: ReferralQueries,
    private readonly work: ReferralWork,
    private readonly sending: ReferralSending,
    private readonly packets: Packets,
    private readonly fhir: FhirExport,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  @May('referral.read')
  @Summary(
    'Referrals, latest change first. late: a clock has run out; question: the facility waits for an answer.',
  )
  @AnswersPage('referrals', ReferralRow, ReferralFilter)
  async all(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReferralRow[]> {
    const request = listRequest(query, ReferralFilter, actor);
    const now = this.clock.now();
    const { manager } = this.source;
    const page = await this.list.page(manager, request, { me: actor.id, now });
    await this.readings.page(manager, actor, 'referral', page.rows, now);
    return sendPage(reply, 'referrals', request, page);
  }

  @Get('board')
  @May('referral.read')
  @Summary('Referrals by state: how many, and the 25 of each whose clock is due first.')
  @Answers(ReferralBoard)
  async board(@Who() { actor }: Visit, @Query() query: unknown): Promise<ReferralBoard> {
    const { filter, hidden } = listRequest(query, ReferralBoardFilter, actor);
    const now = this.clock.now();
    const { manager } = this.source;
    const board = await this.list.board(manager, filter, { me: actor.id, now, hidden });
    const rows = board.columns.flatMap((column) => column.rows);
    await this.readings.page(manager, actor, 'referral', rows, now);
    return board;
  }

  @Get(':id')
  @May('referral.read')
  @Summary('Everything on one referral’s page.')
  @Answers(ReferralDetail)
  get(@Who() visit: Visit, @Param('id') id: string): Promise<ReferralDetail> {
    return this.page.read(visit, id);
  }

  @Post(':id/statement')
  @May('referral.work')
  @Summary('Writes down that the patient was shown who we are and who pays.')
  @Answers(ReferralDetail, 201)
  statement(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(StatementShown)) { how }: StatementShown,
  ): Promise<ReferralDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.work.showStatement(manager, id, how, visit.actor, now),
    );
  }

  @Post(':id/sending')
  @HttpCode(200)
  @May('referral.work')
  @Summary(
    'Sends a draft to the facility; what is missing is named. A link handed over by hand is shown once.',
  )
  @Answers(GivenLink)
  async send(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(Sending)) input: Sending,
  ): Promise<GivenLink> {
    const handed = await inTransaction(this.source, (manager) =>
      this.sending.send(manager, id, input, actor, this.clock.now()),
    );
    return this.#link(handed);
  }

  @Post(':id/links')
  @May('referral.work')
  @Summary('Another link of a referral that is under way: sent, or shown once.')
  @Answers(GivenLink, 201)
  async link(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(ReferralLinkCreate)) input: ReferralLinkCreate,
  ): Promise<GivenLink> {
    const handed = await inTransaction(this.source, (manager) =>
      this.sending.sendAgain(manager, id, input, actor, this.clock.now()),
    );
    return this.#link(handed);
  }

  @Post(':id/links/:linkId/revocation')
  @HttpCode(200)
  @May('referral.work')
  @Summary('Ends a link; what was opened through it closes.')
  @Answers(ReferralDetail)
  revoke(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Param('linkId') linkId: string,
  ): Promise<ReferralDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.sending.revokeLink(manager, id, linkId, visit.actor, now),
    );
  }

  @Post(':id/changes')
  @HttpCode(200)
  @May('referral.work')
  @Summary('Moves it to another state, on the word of staff, the facility or the person.')
  @Answers(ReferralDetail)
  change(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ReferralChangeCreate)) input: ReferralChangeCreate,
  ): Promise<ReferralDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.work.change(manager, id, input, visit.actor, now),
    );
  }

  @Post(':id/notes')
  @May('referral.work')
  @Summary('Answers the facility’s question.')
  @Answers(ReferralDetail, 201)
  note(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(ReferralNoteCreate)) { text }: ReferralNoteCreate,
  ): Promise<ReferralDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.work.answer(manager, id, text, visit.actor, now),
    );
  }

  @Put(':id/transport')
  @May('referral.work')
  @Summary('How the patient gets there, and who pays for it.')
  @Answers(ReferralDetail)
  transport(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TransportEdit)) input: TransportEdit,
  ): Promise<ReferralDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.work.planTransport(manager, id, input, visit.actor, now),
    );
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @May('referral.work')
  @Summary('Writes down the warm hand-over: a call with all three.')
  @Answers(ReferralDetail)
  handOver(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(HandOverCreate)) input: HandOverCreate,
  ): Promise<ReferralDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.work.handOver(manager, id, input, visit.actor, now),
    );
  }

  @Get(':id/packet')
  @May('referral.read')
  @Summary(
    'The packet as PDF, as the facility reads it; fax=1 puts a cover page before it. Reading it is put on record.',
  )
  @AnswersText('application/pdf', 'The packet.')
  async packet(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Query(new Valid(z.object({ fax: z.enum(['0', '1']).default('0') }))) query: { fax: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pdf = await inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      const referral = await this.queries.get(manager, id);
      const { leadId } = referral;
      await this.readings.one(manager, actor, { resource: 'referral', id, leadId }, now);
      const under = await this.queries.underConsent(manager, referral, now);
      const packet = await this.packets.of(manager, under, now);
      return this.packets.pdf(manager, packet, { fax: query.fax === '1' }, now);
    });
    void reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', 'inline; filename="referral.pdf"')
      .header('cache-control', 'no-store')
      .send(pdf);
  }

  @Post(':id/fhir-export')
  @HttpCode(200)
  @May('export.run')
  @Summary('The referral as a FHIR R4 Bundle; that is a disclosure and put on record.')
  @Answers(Fhir)
  async export(@Who() { actor }: Visit, @Param('id') id: string): Promise<Record<string, unknown>> {
    const bundle = await inTransaction(this.source, (manager) =>
      this.fhir.of(manager, id, actor, this.clock.now()),
    );
    return { ...bundle };
  }

  #link({ token, expiresAt }: Handed): GivenLink {
    return {
      url: token ? `${this.publicUrl}/referrals/${token}` : null,
      expiresAt: expiresAt?.toISOString() ?? null,
    };
  }
}
