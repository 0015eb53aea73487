import { ERROR_STATUS, type PersonEdit } from '#contract';
import { DomainError, versionConflict } from '#platform';
import { tidyName } from './normalise.js';
import type { PersonView } from './person-view.js';

type Wanted = Omit<PersonEdit, 'version'>;

/** The fields a correction really changes: what was left out, or says the same again, is none of them. */
export function correctedFields(person: PersonView, wanted: Wanted): string[] {
  const { name, birthDate, language } = wanted;
  const fields: string[] = [];
  if (name !== undefined && tidyName(name) !== person.name) fields.push('name');
  if (birthDate !== undefined && birthDate !== person.birthDate) fields.push('birthDate');
  if (language !== undefined && language !== person.language) fields.push('language');
  return fields;
}

/** `record.version_conflict` with what stands there and what was wanted, ready to throw. */
export function personChanged(person: PersonView, wanted: Wanted): DomainError {
  const { version, name, birthDate, language } = person;
  return versionConflict({ name, birthDate, language, version }, wanted);
}

/** `request.invalid` for a date of birth in the future, ready to throw. */
export function bornLater(): DomainError {
  return new DomainError('request.invalid', {
    status: ERROR_STATUS['request.invalid'],
    message: 'That day is still to come.',
    errors: { birthDate: 'That day is still to come.' },
  });
}
