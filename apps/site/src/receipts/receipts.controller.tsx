import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import { capabilityDigest } from '#vault';
import { CallSlots } from '../call-slots/call-slots.js';
import { sendPage } from '../http/page-reply.js';
import { LinkAnswers } from '../links/link-answers.js';
import { type Frame, pathIn } from '../pages/frame.js';
import { sendUnknownLink } from '../pages/message-replies.js';
import { PageFrames } from '../pages/page-frames.js';
import { ThanksPage } from '../pages/thanks.js';
import { type Receipt, Receipts } from './receipts.js';
import { callEvent, contactCard } from './take-along.js';

/** The receipt, and what can be taken along from it. */
@Controller()
export class ReceiptsController {
  constructor(
    private readonly frames: PageFrames,
    private readonly receipts: Receipts,
    private readonly slots: CallSlots,
    private readonly answers: LinkAnswers,
  ) {}

  @Get(['/thanks/:token', '/es/thanks/:token'])
  async thanks(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#withReceipt(token, request, reply, async (frame, { reference, rendering }) => (
      <ThanksPage
        frame={frame}
        reference={reference}
        statusPath={statusPath(frame, token)}
        ownPath={pathIn(frame.language, `/thanks/${token}`)}
        promised={await this.#promised(token, rendering)}
        movedOn={rendering !== undefined && !waitsForCall(rendering, this.answers.now())}
      />
    ));
  }

  @Get(['/thanks/:token/contact.vcf', '/es/thanks/:token/contact.vcf'])
  async contact(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#takeAlong(token, request, reply, async ({ words, number }) => {
      if (!number) return undefined;
      const body = contactCard(words.thanks.contactName, number.href.replace(/^tel:/, ''));
      return { name: 'contact.vcf', type: 'text/vcard; charset=utf-8', body };
    });
  }

  @Get(['/thanks/:token/call.ics', '/es/thanks/:token/call.ics'])
  async event(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#takeAlong(token, request, reply, async ({ words }, { rendering }) => {
      const promised = await this.#promised(token, rendering);
      if (!promised) return undefined;
      // The token opens their page: the event carries nothing of it that leads back.
      const uid = `${capabilityDigest(token).toString('hex').slice(0, 32)}@call`;
      const name = words.thanks.eventName;
      const body = callEvent({ name, at: promised.at, uid, now: this.answers.now() });
      return { name: 'call.ics', type: 'text/calendar; charset=utf-8', body };
    });
  }

  /** The call to come: as their request's page has it once that is written, for they may have chosen anew there. */
  async #promised(token: string, rendering: Receipt['rendering']) {
    if (rendering?.call === undefined) return this.slots.heldBy(token);
    return rendering.call
      ? { at: new Date(rendering.call.at), timeZone: rendering.call.zone }
      : undefined;
  }

  /** A file for the phone of whoever holds the link. */
  async #takeAlong(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    file: (
      frame: Frame,
      receipt: Receipt,
    ) => Promise<{ name: string; type: string; body: string } | undefined>,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const receipt = await this.receipts.find(token);
    const made = receipt && (await file(frame, receipt));
    if (!made) return sendUnknownLink(request, reply, frame);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${made.name}"`)
      .type(made.type)
      .send(made.body);
  }

  async #withReceipt(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    page: (frame: Frame, receipt: Receipt) => Promise<ReactElement>,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const receipt = await this.receipts.find(token);
    if (receipt) sendPage(request, reply, await page(frame, receipt));
    else sendUnknownLink(request, reply, frame);
  }
}

/** The first call is still to come, or nobody has read the request yet: what a receipt says of when is still so. */
function waitsForCall(rendering: NonNullable<Receipt['rendering']>, now: Date): boolean {
  const { call, promise, state, acts } = rendering;
  if (state === 'received' && acts.length === 0) return true;
  return [call?.at, promise?.until].some((at) => at !== undefined && new Date(at) > now);
}

function statusPath(frame: Frame, token: string): string {
  return pathIn(frame.language, `/status/${token}`);
}
