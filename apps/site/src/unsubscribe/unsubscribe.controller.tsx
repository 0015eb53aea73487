import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../http/page-reply.js';
import { sendUnknownLink } from '../pages/message-replies.js';
import { PageFrames } from '../pages/page-frames.js';
import { UnsubscribedPage, UnsubscribePage } from './unsubscribe-page.js';
import { Unsubscribes } from './unsubscribes.js';

/** The link at the end of every e-mail: looking changes nothing, posting acts at once (RFC 8058, rule R21). */
@Controller()
export class UnsubscribeController {
  constructor(
    private readonly frames: PageFrames,
    private readonly unsubscribes: Unsubscribes,
  ) {}

  @Get(['/unsubscribe/:token', '/es/unsubscribe/:token'])
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    if (!(await this.unsubscribes.knows(token))) return sendUnknownLink(request, reply, frame);
    sendPage(request, reply, <UnsubscribePage frame={frame} token={token} />);
  }

  @Post(['/unsubscribe/:token', '/es/unsubscribe/:token'])
  @HttpCode(200)
  async act(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    if (!(await this.unsubscribes.knows(token))) return sendUnknownLink(request, reply, frame);
    const scope = scopeOf(request.body);
    await this.unsubscribes.take(token, scope);
    sendPage(request, reply, <UnsubscribedPage frame={frame} scope={scope} />);
  }
}

/** Mail programs post `List-Unsubscribe=One-Click`: they mean the e-mails. */
function scopeOf(body: unknown): 'email' | 'all' {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  return form.get('scope') === 'all' ? 'all' : 'email';
}
