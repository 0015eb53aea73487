import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { LeadsModule } from '#leads';
import { BrowserCallService } from './browser/browser-calls.service.js';
import { CallService } from './call.service.js';
import { ConferenceService } from './conference/conference.service.js';
import { CoachingService } from './coaching/coaching.service.js';
import { RecordingService } from './recordings/recording.service.js';

const services = [
  BrowserCallService,
  CallService,
  CoachingService,
  ConferenceService,
  RecordingService,
];

/** The calls. Needs `VaultModule` and the database beside it. */
@Module({ imports: [AuditModule, LeadsModule], providers: services, exports: services })
export class CallsModule {}
