import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { MessagesModule } from '#messages';
import { CallBackService } from './call-backs/call-back.service.js';
import { CadenceService } from './cadences/cadence.service.js';
import { EnrolmentFactsQueries } from './cadences/enrolment-facts.queries.js';
import { EnrolmentQueries } from './cadences/enrolment.queries.js';
import { EnrolmentRunner } from './cadences/enrolment-runner.js';
import { EnrolmentService } from './cadences/enrolment.service.js';
import { EnrolmentStore } from './cadences/enrolment-store.js';
import { FirstLooks } from './cadences/first-looks.js';
import { PlannedMessages } from './cadences/planned-messages.js';
import { LeadWorkService } from './lead-work.service.js';
import { TaskQueries } from './task.queries.js';
import { TaskService } from './task.service.js';

const services = [
  CallBackService,
  CadenceService,
  EnrolmentFactsQueries,
  EnrolmentQueries,
  EnrolmentRunner,
  EnrolmentService,
  EnrolmentStore,
  FirstLooks,
  LeadWorkService,
  PlannedMessages,
  TaskQueries,
  TaskService,
];

/** Tasks and follow-up plans, and the work on leads that makes and settles them. */
@Module({ imports: [LeadsModule, MessagesModule], providers: services, exports: services })
export class FollowUpModule {}
