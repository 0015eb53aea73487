import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../http/page-reply.js';
import { PageFrames } from '../pages/page-frames.js';
import { OverdosePage, StaySafePage } from './safety-pages.js';

/** Pages for the worst minute, and for who must not be seen here. */
@Controller()
export class SafetyController {
  constructor(private readonly frames: PageFrames) {}

  @Get(['/overdose', '/es/overdose'])
  async overdose(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    sendPage(request, reply, <OverdosePage frame={frame} />, { compress: true });
  }

  @Get(['/safety', '/es/safety'])
  async safe(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    sendPage(request, reply, <StaySafePage frame={frame} />, { compress: true });
  }
}
