/** The roles of staff and what each may do. A route names one permission; roles map to permissions here only. */
export const ROLES = ['agent', 'benefits', 'manager', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Record<Role, string> = {
  agent: 'Intake agent',
  benefits: 'Benefits specialist',
  manager: 'Manager',
  admin: 'Administrator',
  auditor: 'Auditor',
};

export const PERMISSIONS = [
  'lead.read',
  'lead.work',
  'lead.assign',
  'lead.create',
  'tag.write',
  'person.read',
  'person.write',
  'inquiry.read',
  'inquiry.release',
  'call.read',
  'call.log',
  'task.read',
  'task.work',
  'cadence.read',
  'cadence.write',
  'call.coach',
  'message.read',
  'message.send',
  'template.read',
  'template.write',
  'coverage.read',
  'coverage.write',
  'match.read',
  'match.make',
  'payer.read',
  'payer.write',
  'facility.read',
  'facility.work',
  'facility.write',
  'facility.import',
  'benefit.read',
  'benefit.ask',
  'benefit.work',
  'source.read',
  'source.write',
  'staff.read',
  'staff.manage',
  'team.read',
  'audit.read',
  'report.read',
  'export.run',
  'organisation.read',
  'organisation.manage',
  'duty.read',
  'duty.plan',
  'routing.read',
  'routing.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const WORK: readonly Permission[] = [
  'lead.read',
  'lead.work',
  'lead.create',
  'person.read',
  'person.write',
  'inquiry.read',
  'call.read',
  'call.log',
  'task.read',
  'task.work',
  'cadence.read',
  'message.read',
  'message.send',
  'template.read',
  'coverage.read',
  'coverage.write',
  'match.read',
  'match.make',
  'payer.read',
  'facility.read',
  'facility.work',
  'benefit.read',
  'benefit.ask',
  'source.read',
  'staff.read',
  'team.read',
  'report.read',
  'organisation.read',
  'duty.read',
];

const MANAGE: readonly Permission[] = [
  ...WORK,
  'benefit.work',
  'cadence.write',
  'call.coach',
  'lead.assign',
  'tag.write',
  'inquiry.release',
  'template.write',
  'payer.write',
  'facility.write',
  'facility.import',
  'source.write',
  'export.run',
  'duty.plan',
  'routing.read',
];

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  agent: WORK,
  benefits: [...WORK, 'benefit.work'],
  manager: MANAGE,
  admin: [...MANAGE, 'staff.manage', 'audit.read', 'organisation.manage', 'routing.manage'],
  /** Reads numbers and audit; nothing that names a patient. */
  auditor: [
    'report.read',
    'audit.read',
    'source.read',
    'payer.read',
    'staff.read',
    'team.read',
    'organisation.read',
  ],
};

/** Whether a role holds a permission. */
export function may(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}
