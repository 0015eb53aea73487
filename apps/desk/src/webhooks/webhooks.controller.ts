import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  codesOf,
  DELIVERY_STATES,
  DeliveryView,
  WebhookEdit,
  WebhookInput,
  WebhookNewSecret,
  WebhookSecret,
  WebhookView,
} from '#contract';
import { type Clock, inTransaction, isId } from '#platform';
import { WebhookDeliveryEntity, WebhookService } from '#webhooks';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectEntities } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noWebhook = notFound('webhook.not_found', 'webhook');
const noDelivery = notFound('webhook_delivery.not_found', 'delivery');

const DeliveryFilter = z.strictObject({
  id: ids.optional(),
  endpointId: z.uuid().optional(),
  state: z.enum(codesOf(DELIVERY_STATES)).optional(),
});
const DELIVERIES: ListSql = {
  columns: 'd.id',
  from: 'webhook_delivery d',
  id: 'd.id',
  sorts: { createdAt: 'd.created_at' },
  order: ['createdAt', 'DESC'],
};

/** Who outside is told of what (R22). */
@Controller('api/webhooks')
export class WebhooksController {
  constructor(
    private readonly source: DataSource,
    private readonly webhooks: WebhookService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('webhook.manage')
  @Summary('Addresses outside that are told of what happens.')
  @Answers(z.array(WebhookView))
  list(): Promise<WebhookView[]> {
    return this.webhooks.list(this.source.manager);
  }

  @Post()
  @May('webhook.manage')
  @Summary('Adds an address. The secret that signs is shown this once.')
  @Answers(WebhookSecret, 201)
  add(
    @Who() { actor }: Visit,
    @Body(new Valid(WebhookInput)) input: WebhookInput,
  ): Promise<WebhookSecret> {
    return inTransaction(this.source, (manager) =>
      this.webhooks.add(manager, input, actor, this.clock.now()),
    );
  }

  @Put(':id')
  @May('webhook.manage')
  @Summary('Changes an address, what it is told, or whether it is told at all.')
  @Answers(WebhookView)
  edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(WebhookEdit)) edit: WebhookEdit,
  ): Promise<WebhookView> {
    if (!isId(id)) throw noWebhook();
    return inTransaction(this.source, (manager) =>
      this.webhooks.edit(manager, id, edit, actor, this.clock.now()),
    );
  }

  @Post(':id/secret')
  @HttpCode(200)
  @May('webhook.manage')
  @Summary('Gives a new secret; the older one signs beside it for a day.')
  @Answers(WebhookSecret)
  renew(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(WebhookNewSecret)) { version }: z.infer<typeof WebhookNewSecret>,
  ): Promise<WebhookSecret> {
    if (!isId(id)) throw noWebhook();
    return inTransaction(this.source, (manager) =>
      this.webhooks.renewSecret(manager, id, version, actor, this.clock.now()),
    );
  }
}

/** How deliveries went. */
@Controller('api/webhook-deliveries')
export class WebhookDeliveriesController {
  constructor(
    private readonly source: DataSource,
    private readonly webhooks: WebhookService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('webhook.manage')
  @Summary('What was sent to whom, and what was answered.')
  @AnswersPage('webhook-deliveries', DeliveryView, DeliveryFilter)
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryView[]> {
    const request = listRequest(query, DeliveryFilter);
    const { id, endpointId, state } = request.filter;
    const where = new Conditions()
      .add('d.id = ANY (?::uuid[])', id)
      .add('d.endpoint_id = ?::uuid', endpointId)
      .add('d.state = ?', state);
    const { manager } = this.source;
    const page = await selectEntities(manager, WebhookDeliveryEntity, DELIVERIES, request, where);
    const rows = page.rows.map(viewOf);
    return sendPage(reply, 'webhook-deliveries', request, { rows, total: page.total });
  }

  @Post(':id/retry')
  @HttpCode(200)
  @May('webhook.manage')
  @Summary('Sends a delivery that was given up once more, under the same id.')
  @Answers(z.object({ id: z.uuid() }))
  async again(@Who() { actor }: Visit, @Param('id') id: string): Promise<{ id: string }> {
    if (!isId(id)) throw noDelivery();
    await inTransaction(this.source, (manager) =>
      this.webhooks.again(manager, id, actor, this.clock.now()),
    );
    return { id };
  }
}

function viewOf(row: WebhookDeliveryEntity): DeliveryView {
  const { id, endpointId, event, state, attempts, answer, payload } = row;
  return {
    id,
    endpointId,
    event,
    state,
    attempts,
    answer,
    payload,
    createdAt: row.createdAt.toISOString(),
    triedAt: row.triedAt?.toISOString() ?? null,
  };
}
