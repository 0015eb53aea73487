import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import type { FacilityPage } from '#contract';
import { isToken, newToken } from '#vault';
import { sendPage } from '../http/page-reply.js';
import { LinkAnswers } from '../links/link-answers.js';
import { type LinkPage, SealedPages, unlessAway } from '../links/sealed-pages.js';
import { type Frame, pathIn, zoneOf } from '../pages/frame.js';
import { sendAway, sendUnknownLink } from '../pages/message-replies.js';
import { PageFrames } from '../pages/page-frames.js';
import { FacilityAnswerPage } from './facility-page.js';
import { FACILITY_WORDS } from './facility-words.js';
import { NoAnswerPage, NoPacketPage, PacketPage } from './packet-page.js';
import { type ReadAnswer, readAnswer } from './read-answer.js';

/** Holds the token that opens the packet; of this browser alone, gone with the packet. */
const COOKIE = 'packet';
const COOKIE_SECONDS = 1800;

/** Where a facility answers a referral: looking changes nothing, posting acts; no login, no script. */
@Controller()
export class ReferralsController {
  constructor(
    private readonly frames: PageFrames,
    private readonly pages: SealedPages,
    private readonly answers: LinkAnswers,
  ) {}

  @Get(['/referrals/:token', '/es/referrals/:token'])
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#withLink(token, request, reply, (frame, link) => {
      if (!link.page) return <NoAnswerPage frame={frame} token={token} ended={!link.usable} />;
      const once = this.answers.newOnce();
      return <FacilityAnswerPage frame={frame} token={token} once={once} page={link.page} />;
    });
  }

  @Post(['/referrals/:token', '/es/referrals/:token'])
  @HttpCode(200)
  async act(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const link = await unlessAway(() => this.pages.facility(token));
    if (link === undefined) return sendUnknownLink(request, reply, frame);
    const opening = newToken();
    const read = readAnswer(
      form,
      opening,
      link?.page?.timeZone ?? zoneOf(frame),
      FACILITY_WORDS[frame.language],
      this.answers.now(),
    );
    if (!('answer' in read)) return this.#refuse(request, reply, frame, { token, link, read });
    const taken = await this.answers.facility(token, form.get('once') ?? '', read.answer);
    if (taken === 'kept') return this.#kept(request, reply, frame, token, link);
    await this.answers.settled(link?.writtenAt ?? null, () => this.pages.facility(token));
    const opens = read.answer.act === 'open_packet';
    if (opens) void reply.header('set-cookie', packetCookie(opening, request));
    const path = `/referrals/${token}${opens ? '/packet' : ''}`;
    void reply.redirect(pathIn(frame.language, path), 303);
  }

  @Get(['/referrals/:token/packet', '/es/referrals/:token/packet'])
  async packet(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#withLink(token, request, reply, async (frame, link) => {
      const opening = openingOf(request);
      const packet = opening && link.usable ? await this.pages.packet(opening) : undefined;
      if (packet) return <PacketPage frame={frame} token={token} packet={packet} />;
      if (!link.page) return <NoAnswerPage frame={frame} token={token} ended={!link.usable} />;
      // A code that was not right says so where it is typed.
      if (link.page.latest?.act === 'open_packet' && link.page.latest.outcome !== 'opened') {
        const once = this.answers.newOnce();
        return <FacilityAnswerPage frame={frame} token={token} once={once} page={link.page} />;
      }
      const waiting = opening !== undefined && link.page.codeWaiting;
      return <NoPacketPage frame={frame} token={token} opening={waiting} />;
    });
  }

  @Get('/referrals/:token/packet.pdf')
  async pdf(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opening = openingOf(request);
    const link = await unlessAway(() => this.pages.facility(token));
    const packet = link?.usable && opening ? await this.pages.packet(opening) : undefined;
    if (!packet) {
      void reply.redirect(`/referrals/${isToken(token) ? token : 'ended'}/packet`, 303);
      return;
    }
    void reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', 'attachment; filename="referral.pdf"')
      .header('cache-control', 'no-store')
      .send(Buffer.from(packet.pdf, 'base64'));
  }

  async #withLink(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    page: (frame: Frame, link: LinkPage<FacilityPage>) => ReactElement | Promise<ReactElement>,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const link = await unlessAway(() => this.pages.facility(token));
    if (link === undefined) return sendUnknownLink(request, reply, frame);
    if (link === null) return sendAway(request, reply, frame);
    const status = link.usable ? 200 : 410;
    sendPage(request, reply, await page(frame, link), { status });
  }

  #refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    frame: Frame,
    {
      token,
      link,
      read,
    }: {
      token: string;
      link: LinkPage<FacilityPage> | null;
      read: Exclude<ReadAnswer, { answer: unknown }>;
    },
  ): void {
    const page = link?.page;
    if (!page || 'unknown' in read) {
      const ended = link !== null && !link.usable;
      const view = <NoAnswerPage frame={frame} token={token} ended={ended} />;
      sendPage(request, reply, view, { status: 400 });
      return;
    }
    const { wrong } = read;
    const once = this.answers.newOnce();
    const view = (
      <FacilityAnswerPage frame={frame} token={token} once={once} page={page} wrong={wrong} />
    );
    sendPage(request, reply, view, { status: 400 });
  }

  #kept(
    request: FastifyRequest,
    reply: FastifyReply,
    frame: Frame,
    token: string,
    link: LinkPage<FacilityPage> | null,
  ): void {
    const once = this.answers.newOnce();
    const view = link?.page ? (
      <FacilityAnswerPage frame={frame} token={token} once={once} page={link.page} kept />
    ) : (
      <NoAnswerPage frame={frame} token={token} ended={false} />
    );
    sendPage(request, reply, view, { status: 202 });
  }
}

function openingOf(request: FastifyRequest): string | undefined {
  const cookies = request.headers.cookie?.split(/;\s*/) ?? [];
  const found = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`));
  const token = found?.slice(COOKIE.length + 1);
  return token && isToken(token) ? token : undefined;
}

function packetCookie(opening: string, request: FastifyRequest): string {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  return `${COOKIE}=${opening}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${COOKIE_SECONDS}${secure}`;
}
