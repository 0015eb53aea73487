import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { may, type Role, ROLES } from '#contract';
import { EVERYBODYS, isOf, isReading, refuseBeyondRights, TO_CHANGE, TO_READ } from './rights.js';

const said = (entry: {
  role?: Role;
  action: string;
  resource: string;
  resourceId?: string;
  leadId?: string;
  personId?: string;
  hidden?: string[];
  emergency?: string;
}) => {
  const { role, hidden, emergency, ...rest } = entry;
  try {
    refuseBeyondRights({
      actor: {
        kind: 'staff',
        id: 'me',
        role,
        hidden: hidden && new Set(hidden),
        emergency:
          emergency === undefined ? undefined : { id: 'e', leadId: emergency, patientId: 'P' },
      },
      ...rest,
    });
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('R7 what may not be put on record does not happen', () => {
  test.each<[string, Parameters<typeof said>[0], string]>([
    ['an agent reads a lead', { role: 'agent', action: 'lead.read', resource: 'lead' }, 'ok'],
    [
      'an auditor does not',
      { role: 'auditor', action: 'lead.read', resource: 'lead' },
      'auth.forbidden',
    ],
    [
      'nor a list of them',
      { role: 'auditor', action: 'lead.listed', resource: 'lead' },
      'auth.forbidden',
    ],
    [
      'nor a call',
      { role: 'auditor', action: 'recording.listened', resource: 'call' },
      'auth.forbidden',
    ],
    ['an agent edits a lead', { role: 'agent', action: 'lead.edited', resource: 'lead' }, 'ok'],
    [
      'an agent changes no organisation',
      { role: 'agent', action: 'organisation.changed', resource: 'organisation' },
      'auth.forbidden',
    ],
    [
      'an administrator does',
      { role: 'admin', action: 'organisation.changed', resource: 'organisation' },
      'ok',
    ],
    [
      'a manager invites nobody',
      { role: 'manager', action: 'staff.invited', resource: 'staff_invitation' },
      'auth.forbidden',
    ],
    [
      'an agent goes off duty',
      { role: 'agent', action: 'staff.duty_switched', resource: 'staff_user', resourceId: 'me' },
      'ok',
    ],
    [
      'an agent sends nobody else off duty',
      { role: 'agent', action: 'staff.duty_switched', resource: 'staff_user', resourceId: 'you' },
      'auth.forbidden',
    ],
    [
      'an agent sets nobody’s capacity',
      { role: 'agent', action: 'staff.capacity_set', resource: 'staff_user', resourceId: 'you' },
      'auth.forbidden',
    ],
    [
      'a manager does',
      { role: 'manager', action: 'staff.capacity_set', resource: 'staff_user', resourceId: 'you' },
      'ok',
    ],
    [
      'a word the table does not know is the route’s affair',
      { role: 'auditor', action: 'theme.set', resource: 'theme' },
      'ok',
    ],
    ['the system has no role', { action: 'lead.edited', resource: 'lead' }, 'ok'],
    [
      'a protected lead',
      { role: 'agent', action: 'lead.read', resource: 'lead', leadId: 'L', hidden: ['L'] },
      'lead.protected',
    ],
    [
      'its patient',
      { role: 'agent', action: 'person.read', resource: 'person', personId: 'P', hidden: ['P'] },
      'lead.protected',
    ],
    [
      'another lead',
      { role: 'agent', action: 'lead.read', resource: 'lead', leadId: 'M', hidden: ['L'] },
      'ok',
    ],
    [
      'to open it in an emergency',
      {
        role: 'agent',
        action: 'emergency.opened',
        resource: 'emergency_access',
        leadId: 'L',
        hidden: ['L'],
      },
      'ok',
    ],
    [
      'an auditor in an emergency reads that lead',
      { role: 'auditor', action: 'lead.read', resource: 'lead', leadId: 'L', emergency: 'L' },
      'ok',
    ],
    [
      'an auditor in an emergency reads its patient',
      { role: 'auditor', action: 'person.read', resource: 'person', personId: 'P', emergency: 'L' },
      'ok',
    ],
    [
      'and nobody else',
      { role: 'auditor', action: 'person.read', resource: 'person', personId: 'Q', emergency: 'L' },
      'auth.forbidden',
    ],
    [
      'nor the patient on another lead',
      {
        role: 'auditor',
        action: 'call.read',
        resource: 'call',
        leadId: 'M',
        personId: 'P',
        emergency: 'L',
      },
      'auth.forbidden',
    ],
    [
      'nor what is about no lead at all',
      { role: 'auditor', action: 'call.listed', resource: 'call', emergency: 'L' },
      'auth.forbidden',
    ],
    [
      'and no other',
      { role: 'auditor', action: 'lead.read', resource: 'lead', leadId: 'M', emergency: 'L' },
      'auth.forbidden',
    ],
    [
      'and changes nothing',
      { role: 'auditor', action: 'lead.edited', resource: 'lead', leadId: 'L', emergency: 'L' },
      'auth.forbidden',
    ],
  ])('%s', (_what, entry, expected) => {
    expect(said(entry)).toBe(expected);
  });

  test('every word that anything is put on record under is in a table here, or everybody’s for a reason', () => {
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const words = new Set<string>();
    for (const folder of ['apps/desk/src', 'apps/worker/src', 'libs']) {
      for (const name of readdirSync(join(root, folder), { recursive: true }) as string[]) {
        if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
        const text = readFileSync(join(root, folder, name), 'utf8');
        for (const [, word = ''] of text.matchAll(
          /(?:action[\s\S]{0,200}?resource:|const resource =) '([a-z_]+)'/g,
        ))
          words.add(word);
      }
    }
    expect(words.size).toBeGreaterThan(35);
    const known = { ...TO_READ, ...TO_CHANGE, ...EVERYBODYS };
    expect([...words].filter((word) => !Object.hasOwn(known, word))).toEqual([]);
  });

  test.each(ROLES)('%s changes what the role may change, and nothing else', (role) => {
    for (const [resource, permission] of Object.entries(TO_CHANGE)) {
      const expected = may(role, permission) ? 'ok' : 'auth.forbidden';
      expect([resource, said({ role, action: 'x.changed', resource })]).toEqual([
        resource,
        expected,
      ]);
    }
    for (const [resource, permission] of Object.entries(TO_READ)) {
      const expected = may(role, permission) ? 'ok' : 'auth.forbidden';
      expect([resource, said({ role, action: 'x.read', resource })]).toEqual([resource, expected]);
    }
    const staff = said({ role, action: 'staff.changed', resource: 'staff_user' });
    expect(staff).toBe(may(role, 'staff.manage') ? 'ok' : 'auth.forbidden');
    expect(said({ role, action: 'duty.began', resource: 'staff_user' })).toBe('ok');
  });

  test('it is refused as 403, in a sentence for who asked', () => {
    const refused = (hidden: string[]) => {
      try {
        const actor = {
          kind: 'staff',
          id: 'me',
          role: 'auditor',
          hidden: new Set(hidden),
        } as const;
        refuseBeyondRights({ actor, action: 'lead.read', resource: 'lead', leadId: 'L' });
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(refused([])).toMatchObject({ status: 403, message: 'You may not do this.' });
    expect(refused(['L'])).toMatchObject({
      status: 403,
      message: expect.stringMatching(/protected/),
    });
  });

  test('an emergency is of its lead, or of its patient where no lead is named', () => {
    const emergency = { id: 'e', leadId: 'L', patientId: 'P' };
    const nobody = { ...emergency, patientId: null };
    expect(isOf(undefined, { leadId: 'L' })).toBe(false);
    expect(isOf(emergency, { leadId: 'L', personId: 'Q' })).toBe(true);
    expect(isOf(emergency, { leadId: 'M', personId: 'P' })).toBe(false);
    expect(isOf(emergency, { leadId: null, personId: 'P' })).toBe(true);
    expect(isOf(nobody, { leadId: null, personId: null })).toBe(false);
  });

  test('which deeds only read', () => {
    const reads = [
      'lead.read',
      'lead.listed',
      'recording.listened',
      'lead.searched',
      'audit.exported',
    ];
    for (const action of reads) expect(isReading(action)).toBe(true);
    for (const action of ['lead.reading_changed', 'read', 'lead.edited', 'lead.read.x']) {
      expect(isReading(action)).toBe(false);
    }
  });
});
