import { Module } from '@nestjs/common';
import { CallService } from './call.service.js';

/** The calls. Needs `VaultModule` and the database beside it. */
@Module({ providers: [CallService], exports: [CallService] })
export class CallsModule {}
