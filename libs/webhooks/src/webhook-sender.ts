import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform';
import { gatherDeliveries } from './gather-deliveries.js';
import { type PostOptions, postOutside, type PostOutcome } from './post.js';
import { signedHeaders } from './signature.js';
import { WebhookDeliveryEntity, WebhookEndpointEntity } from './webhook.entities.js';
import { WebhookService } from './webhook.service.js';

/** Thrown when a delivery has to be tried again; the code says why. */
export class DeliveryFailedError extends Error {
  override readonly name = 'DeliveryFailedError';

  constructor(readonly code: string) {
    super(code);
  }
}

/** Sends deliveries. A repeat has the same id and body, so that the receiver can tell. */
@Injectable()
export class WebhookSender {
  constructor(
    private readonly source: DataSource,
    private readonly webhooks: WebhookService,
    private readonly options: PostOptions = {},
  ) {}

  /**
   * One attempt; it is written down how it went. Throws DeliveryFailedError when it is to be tried again; `last` says that
   * nobody will: the delivery is given up then. What may never be sent (a private address) is given up at once.
   */
  async send(deliveryId: string, last: boolean, now: Date): Promise<void> {
    const { manager } = this.source;
    const delivery = await manager.findOneBy(WebhookDeliveryEntity, { id: deliveryId });
    if (!delivery || delivery.state !== 'waiting') return;
    const endpoint = await manager.findOneByOrFail(WebhookEndpointEntity, {
      id: delivery.endpointId,
    });
    const outcome: PostOutcome = endpoint.active
      ? await this.#post(delivery, endpoint, now)
      : { kind: 'refused', because: 'bad_address' };
    const delivered = outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;
    const over =
      last || outcome.kind === 'refused' || (outcome.kind === 'answered' && outcome.status === 410);
    const answer = outcome.kind === 'answered' ? String(outcome.status) : outcome.because;
    await manager.query(
      `UPDATE webhook_delivery SET attempts = attempts + 1, tried_at = $2, answer = $3, state = $4 WHERE id = $1`,
      [deliveryId, now, answer, delivered ? 'delivered' : over ? 'failed' : 'waiting'],
    );
    if (!delivered && !over) throw new DeliveryFailedError(`webhook.${answer}`.slice(0, 60));
  }

  /** Makes deliveries of everything that has happened since the last time. */
  async gather(now: Date, signal: AbortSignal): Promise<void> {
    let looked = 1;
    while (looked > 0 && !signal.aborted) {
      looked = await inTransaction(this.source, (manager) => gatherDeliveries(manager, now));
    }
  }

  #post(delivery: WebhookDeliveryEntity, endpoint: WebhookEndpointEntity, now: Date) {
    const body = JSON.stringify(delivery.payload);
    const headers = signedHeaders(
      { id: delivery.id, body },
      this.webhooks.secretsOf(endpoint),
      now,
    );
    return postOutside(endpoint.url, headers, body, this.options);
  }
}
