import { Module } from '@nestjs/common';
import { AuditService } from './audit.service.js';

/** The audit, for processes that hold the vault. */
@Module({ providers: [AuditService], exports: [AuditService] })
export class AuditModule {}
