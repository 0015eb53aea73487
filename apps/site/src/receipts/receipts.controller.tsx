import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import { databaseIsAway } from '#inquiries';
import { CallSlots } from '../call-slots/call-slots.js';
import { sendPage } from '../http/page-reply.js';
import { type Frame, pathIn } from '../pages/frame.js';
import { sendAway, sendUnknownLink } from '../pages/message-replies.js';
import { PageFrames } from '../pages/page-frames.js';
import { StatusPage } from '../pages/status.js';
import { ThanksPage } from '../pages/thanks.js';
import { type Receipt, Receipts } from './receipts.js';

/** The pages behind a visitor's own link. */
@Controller()
export class ReceiptsController {
  constructor(
    private readonly frames: PageFrames,
    private readonly receipts: Receipts,
    private readonly slots: CallSlots,
  ) {}

  @Get(['/thanks/:token', '/es/thanks/:token'])
  async thanks(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#withReceipt(token, request, reply, async (frame, { reference }) => (
      <ThanksPage
        frame={frame}
        reference={reference}
        statusPath={statusPath(frame, token)}
        promised={await this.slots.heldBy(token)}
      />
    ));
  }

  @Get(['/status/:token', '/es/status/:token'])
  async status(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#withReceipt(token, request, reply, async (frame, receipt) => (
      <StatusPage frame={frame} {...receipt} statusPath={statusPath(frame, token)} />
    ));
  }

  async #withReceipt(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    page: (frame: Frame, receipt: Receipt) => Promise<ReactElement>,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    try {
      const receipt = await this.receipts.find(token);
      if (receipt) sendPage(request, reply, await page(frame, receipt));
      else sendUnknownLink(request, reply, frame);
    } catch (error) {
      if (!databaseIsAway(error)) throw error;
      sendAway(request, reply, frame);
    }
  }
}

function statusPath(frame: Frame, token: string): string {
  return pathIn(frame.language, `/status/${token}`);
}
