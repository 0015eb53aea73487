import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { MessageCreate, MessageDispatch, MessageStep, MessageView } from '#contract';
import { ConfirmedSenders, MessageQueries, MessageService } from '#messages';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { MessageFilter, MessageList } from './message.list.js';
import { NewMessage } from './new-message.js';

const noMessage = notFound('message.not_found', 'message');

@Controller('api/messages')
export class MessagesController {
  constructor(
    private readonly source: DataSource,
    private readonly list: MessageList,
    private readonly queries: MessageQueries,
    private readonly newMessage: NewMessage,
    private readonly messages: MessageService,
    private readonly senders: ConfirmedSenders,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('message.read')
  @Summary(
    'SMS and e-mail, out and in, latest first. unhandled is the shared inbox, undelivered what did not get out.',
  )
  @AnswersPage('messages', MessageView, MessageFilter)
  async all(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageView[]> {
    const request = listRequest(query, MessageFilter, actor);
    const { manager } = this.source;
    const page = await this.list.page(manager, request);
    await this.readings.page(manager, actor, 'message', page.rows, this.clock.now());
    return sendPage(reply, 'messages', request, page);
  }

  @Get(':id')
  @May('message.read')
  @Summary('One message.')
  @Answers(MessageView)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<MessageView> {
    return this.shown(visit, id);
  }

  @Post()
  @May('message.send')
  @Summary('Writes a message to somebody on a lead and sends it, at once or at a time.')
  @Answers(MessageView, 201)
  async create(
    @Who() visit: Visit,
    @Body(new Valid(MessageCreate)) input: MessageCreate,
  ): Promise<MessageView> {
    const id = await inTransaction(this.source, (manager) =>
      this.newMessage.write(manager, input, visit.actor, this.clock.now()),
    );
    return this.shown(visit, id);
  }

  @Post(':id/dispatch')
  @HttpCode(200)
  @May('message.send')
  @Summary('Sends a draft.')
  @Answers(MessageView)
  async dispatch(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(MessageDispatch)) input: z.infer<typeof MessageDispatch>,
  ): Promise<MessageView> {
    const sendAt = input.sendAt ? new Date(input.sendAt) : null;
    return this.after(visit, id, (manager, now) =>
      this.messages.send(manager, id, { version: input.version, sendAt }, visit.actor, now),
    );
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @May('message.send')
  @Summary('Calls off a message that has not left yet.')
  @Answers(MessageView)
  async cancel(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(MessageStep)) input: MessageStep,
  ): Promise<MessageView> {
    return this.after(visit, id, (manager, now) =>
      this.messages.cancel(manager, id, input, visit.actor, now),
    );
  }

  @Post(':id/retry')
  @May('message.send')
  @Summary('Sends the words of a failed message again, as a new message, which is the answer.')
  @Answers(MessageView, 201)
  async retry(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(MessageStep)) input: MessageStep,
  ): Promise<MessageView> {
    if (!isId(id)) throw noMessage();
    const again = await inTransaction(this.source, (manager) =>
      this.messages.retryByHand(manager, id, input, visit.actor, this.clock.now()),
    );
    return this.shown(visit, again);
  }

  @Post(':id/handling')
  @HttpCode(200)
  @May('message.send')
  @Summary('Marks what came in, or did not get out, as dealt with.')
  @Answers(MessageView)
  async handle(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(MessageStep)) input: MessageStep,
  ): Promise<MessageView> {
    return this.after(visit, id, (manager, now) =>
      this.messages.markHandled(manager, id, input, visit.actor, now),
    );
  }

  @Post(':id/sender-confirmation')
  @HttpCode(200)
  @May('message.send')
  @Summary('Confirms that an e-mail nobody vouches for is from whom it says: it may be answered.')
  @Answers(MessageView)
  async confirmSender(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(MessageStep)) input: MessageStep,
  ): Promise<MessageView> {
    return this.after(visit, id, (manager, now) =>
      this.senders.confirm(manager, id, input, visit.actor, now),
    );
  }

  @Post(':id/sender-confirmation/undo')
  @HttpCode(200)
  @May('message.send')
  @Summary('Takes back that its sender was confirmed, and what that permitted.')
  @Answers(MessageView)
  async doubtSender(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(MessageStep)) input: MessageStep,
  ): Promise<MessageView> {
    return this.after(visit, id, (manager, now) =>
      this.senders.takeBack(manager, id, input, visit.actor, now),
    );
  }

  private async after(
    visit: Visit,
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<unknown>,
  ): Promise<MessageView> {
    if (!isId(id)) throw noMessage();
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.shown(visit, id);
  }

  private async shown({ actor }: Visit, id: string): Promise<MessageView> {
    if (!isId(id)) throw noMessage();
    const { manager } = this.source;
    const [message] = await this.queries.views(manager, [id]);
    if (!message) throw noMessage();
    const { leadId, personId } = message;
    const reading = { resource: 'message', id, leadId, personId } as const;
    await this.readings.one(manager, actor, reading, this.clock.now());
    return message;
  }
}
