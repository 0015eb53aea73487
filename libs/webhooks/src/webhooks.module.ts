import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { WebhookService } from './webhook.service.js';

/** Outgoing webhooks. */
@Module({ imports: [AuditModule], providers: [WebhookService], exports: [WebhookService] })
export class WebhooksModule {}
