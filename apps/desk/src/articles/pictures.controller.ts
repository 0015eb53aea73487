import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { cleanPicture, PictureService } from '#content';
import { PictureView, typedText } from '#contract';
import { type Clock, inTransaction, isId } from '#platform';
import { uploadOf } from '../files/upload-body.js';
import { May } from '../http/access.js';
import { Answers, AnswersPage, AnswersText, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noPicture = notFound('picture.not_found', 'picture');
const PictureFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
});
const NewPicture = z.object({
  /** What the picture shows, for who cannot see it. */
  alt: typedText(300).min(3, {
    error: 'Please say what the picture shows, for who cannot see it.',
  }),
});
const PICTURES: ListSql = {
  columns: 'p.id',
  from: 'content_picture p',
  id: 'p.id',
  sorts: { createdAt: 'p.created_at', name: 'lower(p.name)' },
  order: ['createdAt', 'DESC'],
};

/** The pictures of public pages. */
@Controller('api/pictures')
export class PicturesController {
  constructor(
    private readonly source: DataSource,
    private readonly pictures: PictureService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('content.read')
  @Summary('The pictures there are for pages, latest first.')
  @AnswersPage('pictures', PictureView, PictureFilter)
  async all(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PictureView[]> {
    const request = listRequest(query, PictureFilter);
    const { filter } = request;
    const where = new Conditions().add('p.id = ANY (?::uuid[])', filter.id);
    if (filter.q) {
      const like = `%${escapeLike(filter.q)}%`;
      where.add('p.name ILIKE ? OR p.alt ILIKE ?', like, like);
    }
    const { manager } = this.source;
    const { rows, total } = await selectPage<{ id: string }>(manager, PICTURES, request, where);
    const views = await this.pictures.views(
      manager,
      rows.map(({ id }) => id),
    );
    return sendPage(reply, 'pictures', request, { rows: views, total });
  }

  @Get(':id')
  @May('content.read')
  @Summary('One picture, without its content.')
  @Answers(PictureView)
  async get(@Param('id') id: string): Promise<PictureView> {
    return this.shown(this.source.manager, id);
  }

  @Get(':id/:width')
  @May('content.read')
  @Summary('A picture in one of its widths.')
  @AnswersText('image/webp', 'The picture, drawn anew and without what the camera wrote into it.')
  async open(
    @Param('id') id: string,
    @Param('width') width: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isId(id) || !/^\d{2,4}$/.test(width)) throw noPicture();
    const body = await this.pictures.open(this.source.manager, id, Number(width));
    void reply
      .header('content-type', 'image/webp')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cache-control', 'private, max-age=3600')
      .send(body);
  }

  @Post()
  @May('content.write')
  @Summary(
    'Keeps a picture: JPEG, PNG or WebP up to 10 MB as application/octet-stream, its name in X-File-Name.',
  )
  @Answers(PictureView, 201)
  async add(
    @Who() { actor }: Visit,
    @Query(new Valid(NewPicture)) { alt }: z.infer<typeof NewPicture>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PictureView> {
    const { name, content } = await uploadOf(request, reply);
    const picture = await cleanPicture(content);
    return inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      const id = await this.pictures.add(manager, { ...picture, name, alt }, actor, now);
      return this.shown(manager, id);
    });
  }

  private async shown(manager: EntityManager, id: string): Promise<PictureView> {
    const [picture] = isId(id) ? await this.pictures.views(manager, [id]) : [];
    if (!picture) throw noPicture();
    return picture;
  }
}
