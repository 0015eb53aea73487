import { DomainError } from '#platform';

export const staffNotFound = () =>
  new DomainError('staff.not_found', { status: 404, message: 'There is no such colleague.' });

export const teamNotFound = () =>
  new DomainError('team.not_found', { status: 404, message: 'There is no such team.' });

/** A colleague was to join a team that is not there. */
export const unknownTeam = () =>
  new DomainError('team.not_found', {
    status: 404,
    message: 'There is no such team.',
    errors: { teamId: 'Please choose a team from the list.' },
  });

export const lastAdministrator = () =>
  new DomainError('staff.last_administrator', {
    status: 409,
    message: 'This is the last administrator. Make somebody else one first.',
  });

export const emailTaken = () =>
  new DomainError('staff.email_taken', {
    status: 409,
    message: 'A colleague with this e-mail address is already here.',
    errors: { email: 'A colleague with this e-mail address is already here.' },
  });

export const invitationInvalid = () =>
  new DomainError('auth.invitation_invalid', {
    status: 410,
    message: 'This invitation has been used or has expired. Please ask for a new one.',
  });
