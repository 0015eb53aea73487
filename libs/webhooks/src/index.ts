import type { EntityClass } from '#platform';
import { WebhookDeliveryEntity, WebhookEndpointEntity } from './webhook.entities.js';

export { SEND_WEBHOOK } from './jobs.js';
export { postOutside } from './post.js';
export { isPublicAddress } from './public-address.js';
export { signedHeaders } from './signature.js';
export { WebhookDeliveryEntity } from './webhook.entities.js';
export { WebhookSender } from './webhook-sender.js';
export { WebhookService } from './webhook.service.js';
export { WebhooksModule } from './webhooks.module.js';

/** Every entity of outgoing webhooks. */
export const webhookEntities: EntityClass[] = [WebhookEndpointEntity, WebhookDeliveryEntity];
