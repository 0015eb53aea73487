import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { LeadWorkService } from './lead-work.service.js';
import { TaskQueries } from './task.queries.js';
import { TaskService } from './task.service.js';

/** Tasks, and the work on leads that makes and settles them. */
@Module({
  imports: [LeadsModule],
  providers: [TaskService, TaskQueries, LeadWorkService],
  exports: [TaskService, TaskQueries, LeadWorkService],
})
export class FollowUpModule {}
