import { describe, expect, test } from '@jest/globals';
import { may, PERMISSIONS, type Permission, ROLE_LABELS, ROLE_PERMISSIONS, ROLES } from '#contract';

const having = (permission: Permission) => ROLES.filter((role) => may(role, permission)).join(' ');

describe('R7 what each role may do', () => {
  test('a permission is listed once, and by its name', () => {
    for (const role of ROLES) {
      const held = ROLE_PERMISSIONS[role];
      expect(new Set(held).size).toBe(held.length);
      expect(held.filter((one) => !PERMISSIONS.includes(one))).toEqual([]);
      expect(ROLE_LABELS[role]).toMatch(/^[A-Z]/);
    }
  });

  test('every permission is somebody’s', () => {
    expect(PERMISSIONS.filter((one) => having(one) === '')).toEqual([]);
  });

  // The whole table once more, from the other side: a change of it has to be meant.
  test.each<[string, Permission[]]>([
    [
      'agent benefits manager admin',
      [
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
        'facility.read',
        'facility.work',
        'benefit.read',
        'benefit.ask',
        'duty.read',
        'referral.read',
        'referral.work',
        'content.read',
        'erasure.ask',
      ],
    ],
    [
      'agent benefits manager admin auditor',
      [
        'payer.read',
        'source.read',
        'staff.read',
        'team.read',
        'report.read',
        'organisation.read',
        'emergency.open',
      ],
    ],
    ['benefits manager admin', ['benefit.work']],
    [
      'manager admin',
      [
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
        'spend.write',
        'report.manage',
        'export.run',
        'duty.plan',
        'routing.read',
        'lead.protect',
        'emergency.review',
        'content.write',
        'content.publish',
      ],
    ],
    ['manager admin auditor', ['spend.read']],
    ['admin auditor', ['audit.read', 'audit.export']],
    [
      'admin',
      [
        'staff.manage',
        'organisation.manage',
        'routing.manage',
        'erasure.decide',
        'job.manage',
        'webhook.manage',
      ],
    ],
  ])('%s', (roles, permissions) => {
    expect(PERMISSIONS.filter((one) => having(one) === roles).toSorted()).toEqual(
      permissions.toSorted(),
    );
  });
});
