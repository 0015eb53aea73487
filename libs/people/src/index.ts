export {
  type ContactKind,
  ContactPointDigestEntity,
  ContactPointEntity,
  PersonContactEntity,
} from './contact-point.entity.js';
export { PersonEntity, PersonNameDigestEntity } from './person.entity.js';
