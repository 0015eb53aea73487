export { ClosedDayEntity } from './closed-day.entity.js';
export { ClosedDayService } from './closed-day.service.js';
export { closedDayNotFound, shiftNotFound } from './duty.errors.js';
export { DutyModule } from './duty.module.js';
export { DutyQueries } from './duty.queries.js';
export { DutyService } from './duty.service.js';
export { type Holiday, holidaysOf } from './holidays.js';
export { ADD_HOLIDAYS } from './jobs.js';
export {
  type Duty,
  type DutyFacts,
  type DutyPerson,
  type DutyShift,
  type DutyStaff,
  onDutyAt,
  PLANNED_DAYS,
} from './on-duty.js';
export { anyOverlap, stretchesOf } from './plan-shifts.js';
export { ShiftEntity } from './shift.entity.js';
export { ShiftService } from './shift.service.js';
