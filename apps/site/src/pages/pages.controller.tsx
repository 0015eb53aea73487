import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ContentShelf, languagesOf, textAt, textsOf } from '../articles/public-content.js';
import { PublicPages } from '../http/public-pages.js';
import { LandingPage } from './landing.js';
import { PageFrames } from './page-frames.js';
import { PlainPage } from './plain-page.js';

/** The pages anyone may read. */
@Controller()
export class PagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly shelf: ContentShelf,
    private readonly pages: PublicPages,
  ) {}

  @Get(['/', '/es'])
  async landing(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [frame, content] = await Promise.all([this.frames.frame(request), this.shelf.current()]);
    this.frames.remember(request, reply);
    this.pages.send(request, reply, frame, content.version, () => (
      <LandingPage
        frame={frame}
        articles={textsOf(content, 'article', frame.language).slice(0, 3)}
        questions={textsOf(content, 'faq', frame.language)}
      />
    ));
  }

  /** Whatever page the organisation has written under this name. */
  @Get(['/:slug', '/es/:slug'])
  async page(
    @Req() request: FastifyRequest,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [frame, content] = await Promise.all([this.frames.frame(request), this.shelf.current()]);
    const text = textAt(content, 'page', slug, frame.language);
    if (!text) throw new NotFoundException();
    this.frames.remember(request, reply);
    this.pages.send(request, reply, frame, content.version, () => (
      <PlainPage frame={frame} text={text} languages={languagesOf(content, text)} />
    ));
  }
}
