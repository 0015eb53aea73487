export { StoredConferences } from './conference-desk.js';
export { StoredPermits } from './dial-permits.js';
export type { WebhookOptions } from './webhook-door.js';
export { registerWebhooks } from './webhooks.plugin.js';
