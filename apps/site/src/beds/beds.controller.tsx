import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../http/page-reply.js';
import type { Frame } from '../pages/frame.js';
import { PageFrames } from '../pages/page-frames.js';
import { readBedForm } from './bed-form.js';
import {
  BedMailsEndedPage,
  BedMailsPage,
  BedsGonePage,
  BedsPage,
  BedsTakenPage,
} from './bed-pages.js';
import { BedReports } from './bed-reports.js';

/** The link with which a facility reports its beds: looking changes nothing, posting does. */
@Controller()
export class BedsController {
  constructor(
    private readonly frames: PageFrames,
    private readonly beds: BedReports,
  ) {}

  @Get(['/beds/:token', '/es/beds/:token'])
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const data = await this.beds.page(token);
    if (!data) return gone(request, reply, frame);
    sendPage(request, reply, <BedsPage frame={frame} token={token} data={data} />);
  }

  @Get(['/beds/:token/no-more-mail', '/es/beds/:token/no-more-mail'])
  async askToStop(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    sendPage(request, reply, <BedMailsPage frame={frame} token={token} />);
  }

  @Post(['/beds/:token/no-more-mail', '/es/beds/:token/no-more-mail'])
  @HttpCode(200)
  async stop(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    if (!(await this.beds.stopMails(token))) return gone(request, reply, frame);
    sendPage(request, reply, <BedMailsEndedPage frame={frame} />);
  }

  @Post(['/beds/:token', '/es/beds/:token'])
  @HttpCode(200)
  async report(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const data = await this.beds.page(token);
    if (!data) return gone(request, reply, frame);
    const body = typeof request.body === 'string' ? request.body : '';
    const { typed, reports } = readBedForm(body, data);
    if (reports.length === 0) {
      const page = <BedsPage frame={frame} token={token} data={data} typed={typed} />;
      sendPage(request, reply, page, { status: 422 });
      return;
    }
    const outcome = await this.beds.byLink(token, reports);
    // Revoked, or a program retired, between the look and the report.
    if (outcome.kind !== 'taken') return gone(request, reply, frame);
    sendPage(request, reply, <BedsTakenPage frame={frame} token={token} />);
  }
}

function gone(request: FastifyRequest, reply: FastifyReply, frame: Frame): void {
  sendPage(request, reply, <BedsGonePage frame={frame} />, { status: 404 });
}
