import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ContactPoints } from './contact-points.js';
import { PeopleService } from './people.service.js';

/** People, for processes that hold the vault. */
@Module({
  imports: [AuditModule],
  providers: [PeopleService, ContactPoints],
  exports: [PeopleService, ContactPoints],
})
export class PeopleModule {}
