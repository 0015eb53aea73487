export { CadenceEntity, CadencePlanEntity } from './cadences/cadence.entity.js';
export { EnrolmentEntity, EnrolmentStepEntity } from './cadences/enrolment.entity.js';
export { FollowUpModule } from './follow-up.module.js';
export { REMIND_TASK } from './jobs.js';
export { LeadWorkService } from './lead-work.service.js';
export { TaskEntity } from './task.entity.js';
export { TaskQueries } from './task.queries.js';
export { type NewTask, TaskService } from './task.service.js';
