import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ERROR_STATUS, type Language, STATUS_ACTS, StatusAnswer } from '#contract';
import { databaseIsAway } from '#inquiries';
import { DomainError } from '#platform';
import { CallSlots } from '../call-slots/call-slots.js';
import { slotChoice } from '../call-slots/slot-words.js';
import { type CardProblem, type CardPhoto, postedPairs } from '../get-started/posted-form.js';
import { statusCounts } from '../get-started/suspicion.js';
import { sendPage } from '../http/page-reply.js';
import { LinkAnswers } from '../links/link-answers.js';
import { unlessAway } from '../links/sealed-pages.js';
import { type Frame, pathIn } from '../pages/frame.js';
import { sendAway, sendUnknownLink } from '../pages/message-replies.js';
import { PageFrames } from '../pages/page-frames.js';
import { type Receipt, Receipts } from '../receipts/receipts.js';
import { checkIn, wordsIn } from '../words/words.js';
import type { ActErrors } from './status-acts.js';
import { StatusKeptPage, StatusPage } from './status-page.js';
import { STATUS_PAGE_WORDS } from './status-words.js';

/** The page of one's own request: looking changes nothing, each thing sent is one more sealed inquiry. */
@Controller()
export class StatusController {
  readonly #sent = statusCounts();

  constructor(
    private readonly frames: PageFrames,
    private readonly receipts: Receipts,
    private readonly slots: CallSlots,
    private readonly answers: LinkAnswers,
  ) {}

  @Get(['/status/:token', '/es/status/:token'])
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const receipt = await unlessAway(() => this.receipts.find(token));
    if (receipt === undefined) return sendUnknownLink(request, reply, frame);
    if (receipt === null) return sendAway(request, reply, frame);
    const saved = (request.query as Record<string, unknown>).saved !== undefined;
    sendPage(request, reply, await this.#page(frame, token, receipt, undefined, saved));
  }

  @Post(['/status/:token', '/es/status/:token'])
  @HttpCode(200)
  async act(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const receipt = await unlessAway(() => this.receipts.find(token));
    if (receipt === undefined) return sendUnknownLink(request, reply, frame);
    this.#refuseFlood(token);
    const { fields, cards, problems } = postedPairs(request);
    const once = fields.get('once') ?? '';
    const read = readAct(fields, cards, problems, frame.language);
    if ('unknown' in read) throw badAct();
    if ('wrong' in read) return this.#refuse(request, reply, frame, token, receipt, read.wrong);
    if (!(await this.#hold(token, once, read.answer))) {
      const gone = STATUS_PAGE_WORDS[frame.language].time.gone;
      const wrong = { act: 'time', errors: { at: gone }, typed: typedIn(fields) } as const;
      return this.#refuse(request, reply, frame, token, receipt, wrong, 409);
    }
    const taken = await this.answers.status(token, once, read.answer, cards);
    if (taken === 'kept') {
      sendPage(request, reply, <StatusKeptPage frame={frame} />, { status: 202 });
      return;
    }
    const shown = await this.#shown(token, receipt);
    const path = pathIn(frame.language, `/status/${token}`);
    void reply.redirect(shown ? path : `${path}?saved`, 303);
  }

  /** Whether the page has been written anew; waits a moment for it. */
  #shown(token: string, before: Receipt | null): Promise<boolean> {
    const written = (one: Receipt | null | undefined) =>
      one?.rendering ? new Date(one.rendering.updatedAt) : null;
    return this.answers.settled(written(before), async () => {
      const now = await this.receipts.find(token);
      return now && { usable: true, page: now.rendering, writtenAt: written(now) };
    });
  }

  /** A time is kept for this answer alone; false: it is gone. Without the database nobody can tell, and a person sees to it. */
  async #hold(token: string, once: string, answer: StatusAnswer): Promise<boolean> {
    if (answer.act !== 'time' || answer.at === undefined) return true;
    try {
      return await this.slots.hold(this.answers.ownToken(token, once), new Date(answer.at), {});
    } catch (error) {
      if (databaseIsAway(error)) return true;
      throw error;
    }
  }

  async #refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    frame: Frame,
    token: string,
    receipt: Receipt | null,
    wrong: ActErrors,
    status = 422,
  ): Promise<void> {
    if (receipt === null) return sendAway(request, reply, frame);
    sendPage(request, reply, await this.#page(frame, token, receipt, wrong, false), { status });
  }

  async #page(
    frame: Frame,
    token: string,
    receipt: Receipt,
    wrong: ActErrors | undefined,
    saved: boolean,
  ) {
    const offers = receipt.rendering?.acts.includes('time') ?? false;
    const none = { slots: [], timeZone: 'America/New_York' };
    const offer = offers ? await this.slots.offer({}) : none;
    return (
      <StatusPage
        frame={frame}
        {...receipt}
        statusPath={pathIn(frame.language, `/status/${token}`)}
        once={this.answers.newOnce()}
        now={this.answers.now()}
        slots={slotChoice(offer, frame.language)}
        wrong={wrong}
        saved={saved}
      />
    );
  }

  #refuseFlood(token: string): void {
    if (!this.#sent.tooMany(token, this.answers.now())) return;
    throw new DomainError('request.too_many', {
      status: ERROR_STATUS['request.too_many'],
      message: 'Too much was sent from this page just now.',
    });
  }
}

const StatusAct = z.enum(STATUS_ACTS);

type ReadAct = { answer: StatusAnswer } | { wrong: ActErrors } | { unknown: true };

/** Reads what was posted. Every field that is wrong is named in the visitor's language. */
function readAct(
  fields: URLSearchParams,
  cards: readonly CardPhoto[],
  problems: ReadonlyMap<string, CardProblem>,
  language: Language,
): ReadAct {
  const typed = typedIn(fields);
  const read = StatusAnswer.safeParse(typed);
  if (!read.success) {
    const errors: Record<string, string> = {};
    for (const { path, message } of read.error.issues) {
      errors[String(path[0] ?? 'act')] ??= checkIn(language, message);
    }
    const { data: act } = StatusAct.safeParse(typed.act);
    return errors.act || act === undefined ? { unknown: true } : { wrong: { act, errors, typed } };
  }
  const answer = read.data;
  if (answer.act !== 'card') return { answer };
  const errors = photoErrors(cards, problems, language);
  return Object.keys(errors).length > 0 ? { wrong: { act: 'card', errors, typed } } : { answer };
}

function photoErrors(
  cards: readonly CardPhoto[],
  problems: ReadonlyMap<string, CardProblem>,
  language: Language,
): Record<string, string> {
  const { insurance } = wordsIn(language).form;
  const said: Record<CardProblem, string> = {
    type: insurance.cardType,
    large: insurance.cardLarge,
  };
  const errors = Object.fromEntries(
    [...problems].map(([side, problem]) => [`card[${side}]`, said[problem]]),
  );
  if (cards.length > 0 || problems.size > 0) return errors;
  return { 'card[front]': STATUS_PAGE_WORDS[language].noPhoto };
}

function typedIn(fields: URLSearchParams): Record<string, string> {
  return Object.fromEntries(fields);
}

function badAct(): DomainError {
  return new DomainError('request.invalid', {
    status: ERROR_STATUS['request.invalid'],
    message: 'Nothing like that can be asked for here.',
  });
}
