export {
  type ContactKind,
  ContactPointDigestEntity,
  ContactPointEntity,
  PersonContactEntity,
} from './contact-point.entity.js';
export { ContactPoints, type ContactValue, type ContactWishes } from './contact-points.js';
export { normaliseEmail, normalisePhone, sameName, tidyName } from './normalise.js';
export { PeopleModule } from './people.module.js';
export {
  type NewPerson,
  PeopleService,
  type PersonFound,
  personNotFound,
} from './people.service.js';
export type { PersonView, PointView } from './person-view.js';
export { PersonEntity, PersonNameDigestEntity } from './person.entity.js';
export { refuseWrongRing } from './ring-fits.js';
export { stateOfZip } from './zip-states.js';
