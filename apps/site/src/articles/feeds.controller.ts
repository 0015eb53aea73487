import { Controller, Get, NotFoundException, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '#platform';
import { PublicPages } from '../http/public-pages.js';
import { PageFrames } from '../pages/page-frames.js';
import { articleWords } from './article-words.js';
import { atomFeed, rssFeed } from './feeds.js';
import { Pictures } from './pictures.js';
import { wordsIn } from '../words/words.js';
import { ContentShelf, textAt, textsOf } from './public-content.js';
import { ShareImages, shareImagePath } from './share-images.js';

const GOOD_FOR_A_YEAR = 'public, max-age=31536000, immutable';

/** What programs read of the articles: feeds, the pictures of links. */
@Controller()
export class FeedsController {
  constructor(
    private readonly frames: PageFrames,
    private readonly shelf: ContentShelf,
    private readonly pages: PublicPages,
    private readonly images: ShareImages,
    private readonly pictures: Pictures,
  ) {}

  @Get(['/articles.atom', '/es/articles.atom'])
  async atom(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.feed(request, reply, 'application/atom+xml; charset=utf-8', atomFeed);
  }

  @Get(['/articles.rss', '/es/articles.rss'])
  async rss(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.feed(request, reply, 'application/rss+xml; charset=utf-8', rssFeed);
  }

  @Get('/og/:file')
  async image(
    @Req() request: FastifyRequest,
    @Param('file') file: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [frame, content] = await Promise.all([this.frames.frame(request), this.shelf.current()]);
    const [, slug = '', language] = /^([a-z0-9-]+)\.(en|es)\.(?:[0-9a-f]+\.)?png$/.exec(file) ?? [];
    if (language !== 'en' && language !== 'es') throw new NotFoundException();
    const text = textAt(content, 'article', slug, language);
    if (!text && slug !== 'home') throw new NotFoundException();
    const title = text?.title ?? wordsIn(language).hero.title;
    const name = frame.organisation?.name ?? 'Bridgeline';
    const png = await this.images.png(title, name, frame.look);
    const lasting = text !== undefined && shareImagePath(frame, text) === `/og/${file}`;
    void reply
      .header('cache-control', lasting ? GOOD_FOR_A_YEAR : 'public, max-age=3600')
      // Those who show a link load its picture from here: it is for everybody.
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('image/png')
      .send(png);
  }

  @Get('/pictures/:id')
  async picture(
    @Param('id') id: string,
    @Query('w') width: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = typeof width === 'string' && /^\d{2,4}$/.test(width) ? Number(width) : 800;
    const body = isId(id) ? await this.pictures.atLeast(id, wanted) : undefined;
    if (!body) throw new NotFoundException();
    void reply.header('cache-control', GOOD_FOR_A_YEAR).type('image/webp').send(body);
  }

  private async feed(
    request: FastifyRequest,
    reply: FastifyReply,
    type: string,
    write: typeof atomFeed,
  ): Promise<void> {
    const [frame, content] = await Promise.all([this.frames.frame(request), this.shelf.current()]);
    const { language, origin, organisation } = frame;
    const name = organisation?.name ?? 'Bridgeline';
    const make = () =>
      write({
        origin,
        name,
        title: articleWords(language).index.title,
        language,
        texts: textsOf(content, 'article', language),
      });
    const key = [write.name, origin, language, name, content.version];
    this.pages.sendText(request, reply, key, make, { type });
  }
}
