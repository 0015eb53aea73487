import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CARD_SIDES, type CardSide, codesOf } from '#contract';
import { CoverageCards } from '#insurance';
import { type Clock, inTransaction, isId } from '#platform';
import { uploadOf } from '../files/upload-body.js';
import { May } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noCoverage = notFound('coverage.not_found', 'coverage');
const noPicture = notFound('file.not_found', 'picture');
const Side = z.enum(codesOf(CARD_SIDES));
const Kept = z.object({ kept: z.boolean() });

/** Pictures of insurance cards, front and back. */
@Controller('api/coverages/:id/cards/:side')
export class CoverageCardsController {
  constructor(
    private readonly source: DataSource,
    private readonly cards: CoverageCards,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('coverage.read')
  @Summary('The picture of a side of the card; that is put on record.')
  @AnswersText('image/jpeg', 'The picture, drawn anew and without what the camera wrote into it.')
  async show(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('side') side: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = addressed(id, side);
    const content = await inTransaction(this.source, (manager) =>
      this.cards.open(manager, id, wanted, actor, this.clock.now()),
    );
    void reply
      .header('content-type', 'image/jpeg')
      .header('content-disposition', `inline; filename="insurance-card-${wanted}.jpg"`)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cache-control', 'no-store')
      .send(content);
  }

  @Post()
  @May('coverage.write')
  @Summary(
    'Keeps a picture of a side: JPEG, PNG or WebP up to 10 MB as application/octet-stream, its name in X-File-Name.',
  )
  @Answers(Kept, 201)
  async keep(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('side') side: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof Kept>> {
    const wanted = addressed(id, side);
    const { content } = await uploadOf(request, reply);
    const picture = await this.cards.ready(content);
    await inTransaction(this.source, (manager) =>
      this.cards.keep(manager, id, wanted, picture, actor, this.clock.now()),
    );
    return { kept: true };
  }

  @Post('removal')
  @HttpCode(200)
  @May('coverage.write')
  @Summary('Hides the picture of a side; it is kept.')
  @Answers(Kept)
  async remove(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('side') side: string,
  ): Promise<z.infer<typeof Kept>> {
    const wanted = addressed(id, side);
    await inTransaction(this.source, (manager) =>
      this.cards.remove(manager, id, wanted, actor, this.clock.now()),
    );
    return { kept: false };
  }
}

function addressed(id: string, side: string): CardSide {
  if (!isId(id)) throw noCoverage();
  const read = Side.safeParse(side);
  if (!read.success) throw noPicture();
  return read.data;
}
