import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../http/page-reply.js';
import { LandingPage } from './landing.js';
import { PageFrames } from './page-frames.js';
import { PrivacyPage } from './privacy.js';

/** The pages anyone may read. */
@Controller()
export class PagesController {
  constructor(private readonly frames: PageFrames) {}

  @Get(['/', '/es'])
  async landing(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    sendPage(request, reply, <LandingPage frame={frame} />, { compress: true });
  }

  @Get(['/privacy', '/es/privacy'])
  async privacy(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    sendPage(request, reply, <PrivacyPage frame={frame} />, { compress: true });
  }
}
