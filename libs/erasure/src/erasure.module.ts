import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { PeopleModule } from '#people';
import { ErasureService } from './erasure.service.js';
import { LegalHoldService } from './legal-hold.service.js';
import { RetentionService } from './retention.service.js';

const services = [ErasureService, LegalHoldService, RetentionService];

/** Erasure, legal holds and how long what is kept. */
@Module({ imports: [AuditModule, PeopleModule], providers: services, exports: services })
export class ErasureModule {}
