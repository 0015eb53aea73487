import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsentAnswer, type ConsentPage } from '#contract';
import { sendPage } from '../http/page-reply.js';
import { LinkAnswers } from '../links/link-answers.js';
import { type LinkPage, SealedPages, unlessAway } from '../links/sealed-pages.js';
import { type Frame, pathIn } from '../pages/frame.js';
import { sendAway, sendUnknownLink } from '../pages/message-replies.js';
import { PageFrames } from '../pages/page-frames.js';
import { ConsentSigningPage, NoConsentPage } from './consent-page.js';

/** Where a patient reads and signs a consent to disclosure, or takes it back (rule R10). */
@Controller()
export class ConsentsController {
  constructor(
    private readonly frames: PageFrames,
    private readonly pages: SealedPages,
    private readonly answers: LinkAnswers,
  ) {}

  @Get(['/consents/:token', '/es/consents/:token'])
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const link = await unlessAway(() => this.pages.consent(token));
    if (link === undefined) return sendUnknownLink(request, reply, frame);
    if (link === null) return sendAway(request, reply, frame);
    if (!link.page) {
      const view = <NoConsentPage frame={frame} ended={!link.usable} />;
      sendPage(request, reply, view, { status: link.usable ? 200 : 410 });
      return;
    }
    const once = this.answers.newOnce();
    const view = <ConsentSigningPage frame={frame} token={token} once={once} page={link.page} />;
    sendPage(request, reply, view);
  }

  @Post(['/consents/:token', '/es/consents/:token'])
  @HttpCode(200)
  async act(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const link = await unlessAway(() => this.pages.consent(token));
    if (link === undefined) return sendUnknownLink(request, reply, frame);
    const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const read = ConsentAnswer.safeParse({
      act: form.get('act'),
      name: form.get('name') ?? '',
      wordingHash: form.get('wordingHash') ?? '',
    });
    if (!read.success) return this.#refuse(request, reply, frame, token, link);
    const once = form.get('once') ?? '';
    const taken = await this.answers.consent(token, once, read.data, request.ip);
    if (taken === 'kept') {
      sendPage(request, reply, <NoConsentPage frame={frame} ended={false} />, { status: 202 });
      return;
    }
    await this.answers.settled(link?.writtenAt ?? null, () => this.pages.consent(token));
    void reply.redirect(pathIn(frame.language, `/consents/${token}`), 303);
  }

  #refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    frame: Frame,
    token: string,
    link: LinkPage<ConsentPage> | null,
  ): void {
    const once = this.answers.newOnce();
    const view = link?.page ? (
      <ConsentSigningPage frame={frame} token={token} once={once} page={link.page} wrong />
    ) : (
      <NoConsentPage frame={frame} ended={link !== null} />
    );
    sendPage(request, reply, view, { status: 400 });
  }
}
