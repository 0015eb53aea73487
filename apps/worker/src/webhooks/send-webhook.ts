import { Injectable } from '@nestjs/common';
import type { JobContext } from '#queue';
import { SEND_WEBHOOK, WebhookSender } from '#webhooks';

/** Sends one delivery to somebody outside. */
@Injectable()
export class SendWebhook {
  constructor(private readonly sender: WebhookSender) {}

  async handle(
    { deliveryId }: { deliveryId: string },
    { attempt, now }: JobContext,
  ): Promise<void> {
    await this.sender.send(deliveryId, attempt >= SEND_WEBHOOK.attempts, now);
  }
}
