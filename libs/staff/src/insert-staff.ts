import type { EntityManager } from 'typeorm';
import type { Role } from '#contract';
import { newId } from '#platform';
import { StaffUserEntity } from './staff-user.entity.js';

/** Writes the row of a colleague; the caller makes the account and the audit row. */
export async function insertStaff(
  manager: EntityManager,
  person: { name: string; email: string; role: Role; teamId?: string | null },
  now: Date,
  more: { id?: string; onDuty?: boolean; languages?: string[] } = {},
): Promise<string> {
  const id = more.id ?? newId();
  await manager.insert(StaffUserEntity, {
    id,
    name: person.name,
    email: person.email.toLowerCase(),
    role: person.role,
    teamId: person.teamId ?? null,
    status: 'active',
    onDuty: more.onDuty ?? false,
    languages: more.languages ?? ['en'],
    createdAt: now,
    updatedAt: now,
  });
  return id;
}
