import { may, type Permission } from '#contract';
import { DomainError } from '#platform';
import type { Actor } from './actor.js';
import type { AuditEntry } from './audit.service.js';

/** What reading a record asks for, by the audit's word for it. */
export const TO_READ: Readonly<Record<string, Permission>> = {
  lead: 'lead.read',
  person: 'person.read',
  inquiry: 'inquiry.read',
  call: 'call.read',
  task: 'task.read',
  message: 'message.read',
  coverage: 'coverage.read',
  match: 'match.read',
  benefit_check: 'benefit.read',
  referral: 'referral.read',
  file: 'lead.read',
  consent: 'lead.read',
  consent_request: 'referral.read',
  audit_event: 'audit.read',
};

/** What changing a record asks for at least; the route asks for more where one verb is for fewer. */
export const TO_CHANGE: Readonly<Record<string, Permission>> = {
  lead: 'lead.work',
  person: 'person.write',
  inquiry: 'inquiry.release',
  call: 'call.log',
  task: 'task.work',
  message: 'message.send',
  coverage: 'coverage.write',
  match: 'match.make',
  benefit_check: 'benefit.ask',
  referral: 'referral.work',
  file: 'lead.work',
  consent: 'lead.work',
  consent_request: 'referral.work',
  bulk_change: 'lead.work',
  facility: 'facility.work',
  directory_import: 'facility.import',
  payer: 'payer.write',
  payer_merge: 'payer.write',
  template: 'template.write',
  tag: 'tag.write',
  team: 'staff.manage',
  staff_invitation: 'staff.manage',
  organisation: 'organisation.manage',
  routing_rule: 'routing.manage',
  ring_group: 'routing.manage',
  phone_entry: 'routing.manage',
  shift: 'duty.plan',
  closed_day: 'duty.plan',
  erasure_request: 'erasure.ask',
  legal_hold: 'erasure.decide',
  retention_rule: 'erasure.decide',
  job: 'job.manage',
  webhook: 'webhook.manage',
  cadence: 'cadence.write',
  enrolment: 'lead.work',
  source: 'source.write',
  tracking_number: 'source.write',
  spend: 'spend.write',
  spend_import: 'spend.write',
  report_target: 'report.manage',
  article: 'content.write',
  picture: 'content.write',
  audit_event: 'audit.read',
  reading_alert: 'audit.read',
};

/** Words of the audit that are everybody's own affair, and why no permission stands behind them here. */
export const EVERYBODYS: Readonly<Record<string, string>> = {
  emergency_access: 'opened where the record itself is closed',
  session: 'one’s own sign-ins',
  saved_view: 'one’s own lists',
  saved_report: 'one’s own questions; sharing one asks for more, where it is shared',
  staff_user: 'what is done to colleagues begins with “staff.” and asks for what that says',
};

/** What is done to a colleague asks for this, where the table after it does not say otherwise. */
const OF_STAFF = 'staff.';
const TO_COLLEAGUES: Readonly<Record<string, Permission>> = {
  'staff.capacity_set': 'duty.plan',
};
const DUTY = 'staff.duty_switched';

const READING = /\.(read|listed|listened|searched|exported)$/;

/** Whether an action only reads. */
export function isReading(action: string): boolean {
  return READING.test(action);
}

/**
 * The second wall behind the routes' guard (rule R7). Everything read or changed is put on record in its own
 * transaction, so what may not be put on record cannot happen: throws `auth.forbidden` when the actor's role
 * lacks what the record asks for, `lead.protected` when the lead or its patient is protected from them.
 * Actors without a role (the system, people by their links, jobs) are bound by what they are given.
 */
export function refuseBeyondRights(entry: AuditEntry): void {
  const { actor, action, resource } = entry;
  const { role, hidden, emergency } = actor;
  // Opening one is allowed just where the record itself is not.
  if (resource === 'emergency_access') return;
  if (hidden?.has(entry.leadId ?? '') || hidden?.has(entry.personId ?? '')) throw leadProtected();
  if (role === undefined) return;
  const needed = neededFor(entry);
  if (needed === undefined || may(role, needed)) return;
  if (isReading(action) && isOf(emergency, entry)) return;
  throw new DomainError('auth.forbidden', { status: 403, message: 'You may not do this.' });
}

function neededFor({ actor, action, resource, resourceId }: AuditEntry): Permission | undefined {
  if (action === DUTY && resourceId === actor.id) return 'duty.read';
  if (action.startsWith(OF_STAFF)) return TO_COLLEAGUES[action] ?? 'staff.manage';
  return (isReading(action) ? TO_READ : TO_CHANGE)[resource];
}

/** Whether a reading is of the lead, or of the patient, that an emergency opened. */
export function isOf(
  emergency: Actor['emergency'],
  { leadId, personId }: Pick<AuditEntry, 'leadId' | 'personId'>,
): boolean {
  if (!emergency) return false;
  if (leadId) return leadId === emergency.leadId;
  return Boolean(personId) && personId === emergency.patientId;
}

/** The lead is seen by its own people only. */
export function leadProtected(): DomainError {
  return new DomainError('lead.protected', {
    status: 403,
    message:
      'This lead is protected: only its own people see it. In an emergency you can open it, on record.',
  });
}
