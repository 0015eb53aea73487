import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicPages } from '../http/public-pages.js';
import { PageFrames } from '../pages/page-frames.js';
import { OverdosePage, StaySafePage } from './safety-pages.js';

/** Whoever else uses the device finds none of it. */
const TRACELESS = { traceless: true };

/** Pages for the worst minute, and for who must not be seen here. */
@Controller()
export class SafetyController {
  constructor(
    private readonly frames: PageFrames,
    private readonly pages: PublicPages,
  ) {}

  @Get(['/overdose', '/es/overdose'])
  async overdose(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    this.pages.send(
      request,
      reply,
      frame,
      'overdose',
      () => <OverdosePage frame={frame} />,
      TRACELESS,
    );
  }

  @Get(['/safety', '/es/safety'])
  async safe(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    this.pages.send(
      request,
      reply,
      frame,
      'safety',
      () => <StaySafePage frame={frame} />,
      TRACELESS,
    );
  }
}
