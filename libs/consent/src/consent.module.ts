import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ConsentService } from './consent.service.js';

/** The consent ledger. */
@Module({ imports: [AuditModule], providers: [ConsentService], exports: [ConsentService] })
export class ConsentModule {}
