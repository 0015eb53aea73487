export { ASKS_FOR_CODE } from './code-after-sso.js';
export {
  AUTH_PATHS,
  authOptions,
  authPool,
  type AuthSettings,
  IDLE_MS,
  SESSION_SECONDS,
  type SingleSignOn,
  SSO,
  SSO_PATHS,
} from './auth-options.js';
export { migrateAuthTables } from './auth-tables.js';
export { hashPassword, verifyPassword } from './password-hash.js';
export { checkPassword, PASSWORD_MAX, PASSWORD_MIN } from './password-policy.js';
export { StaffInvitationEntity } from './staff-invitation.entity.js';
export { StaffPreferenceEntity } from './staff-preference.entity.js';
export { StaffUserEntity } from './staff-user.entity.js';
export { TeamEntity } from './team.entity.js';
export { createStaffWithPassword, type StaffWithPassword } from './create-staff.js';
export { keepPreference, preferencesOf } from './preferences.js';
export { endSessions } from './sign-in-account.js';
export { breachedList, type IsBreached } from './breached-passwords.js';
export { endOtherSessions, endSession, type OwnSession, sessionsOf } from './own-sessions.js';
export { digestOf, type Invitation, InvitationService } from './invitation.service.js';
export { StaffModule } from './staff.module.js';
export { type StaffChange, StaffService } from './staff.service.js';
export { TeamService } from './team.service.js';
export { SavedViewEntity } from './views/saved-view.entity.js';
export { type NewView, SavedViewService } from './views/saved-view.service.js';
