import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicPages } from '../http/public-pages.js';
import { PageFrames } from '../pages/page-frames.js';
import { ArticleIndex } from './article-index.js';
import { ArticlePage } from './article-page.js';
import { ContentShelf, languagesOf, type PublicText, textAt, textsOf } from './public-content.js';
import { shareImagePath } from './share-images.js';

/** Articles, for everybody. */
@Controller()
export class ArticlesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly shelf: ContentShelf,
    private readonly pages: PublicPages,
  ) {}

  @Get(['/articles', '/es/articles'])
  async index(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [frame, content] = await Promise.all([this.frames.frame(request), this.shelf.current()]);
    this.frames.remember(request, reply);
    this.pages.send(request, reply, frame, content.version, () => (
      <ArticleIndex frame={frame} texts={textsOf(content, 'article', frame.language)} />
    ));
  }

  @Get(['/articles/:slug', '/es/articles/:slug'])
  async article(
    @Req() request: FastifyRequest,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [frame, content] = await Promise.all([this.frames.frame(request), this.shelf.current()]);
    const text = textAt(content, 'article', slug, frame.language);
    if (!text) throw new NotFoundException();
    this.frames.remember(request, reply);
    this.pages.send(request, reply, frame, content.version, () => (
      <ArticlePage
        frame={frame}
        text={text}
        languages={languagesOf(content, text)}
        related={relatedTo(text, textsOf(content, 'article', frame.language))}
        image={shareImagePath(frame, text)}
      />
    ));
  }
}

const RELATED = 3;

/** The ones that follow it in the list, and from its beginning when it ends. */
function relatedTo(text: PublicText, all: readonly PublicText[]): PublicText[] {
  const at = all.findIndex(({ slug }) => slug === text.slug);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].slice(0, RELATED);
}
