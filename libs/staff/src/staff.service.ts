import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import type { Role } from '#contract';
import { isId, versionConflict } from '#platform';
import { endSessions } from './sign-in-account.js';
import { emailTaken, lastAdministrator, staffNotFound, unknownTeam } from './staff.errors.js';
import { TeamEntity } from './team.entity.js';
import { StaffUserEntity } from './staff-user.entity.js';

/** What an administrator may change about a colleague. */
export interface StaffChange {
  version: number;
  name?: string | undefined;
  role?: Role | undefined;
  teamId?: string | null | undefined;
  onDuty?: boolean | undefined;
  languages?: string[] | undefined;
}

/** Who works here, what they may do, and whether they may still come in. */
@Injectable()
export class StaffService {
  constructor(private readonly audit: AuditService) {}

  /** The colleague, or `staff.not_found`. */
  async get(manager: EntityManager, id: string): Promise<StaffUserEntity> {
    const found = isId(id) ? await manager.findOneBy(StaffUserEntity, { id }) : null;
    if (!found) throw staffNotFound();
    return found;
  }

  /** Names of colleagues by id, for showing who did something. */
  async names(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await manager.find(StaffUserEntity, {
      select: { id: true, name: true },
      where: { id: In([...new Set(ids)]) },
    });
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** Changes a colleague. Throws `record.version_conflict`, `staff.last_administrator`, `team.not_found`. */
  async edit(
    manager: EntityManager,
    id: string,
    change: StaffChange,
    actor: Actor,
    now: Date,
  ): Promise<StaffUserEntity> {
    const staff = await this.lock(manager, id);
    const { version, ...wanted } = change;
    if (staff.version !== version) throw versionConflict(facts(staff), wanted);
    if (wanted.role && wanted.role !== 'admin') await this.keepAnAdministrator(manager, staff);
    const fields = Object.entries(wanted).filter(
      ([key, value]) => value !== undefined && !same(staff[key as keyof StaffUserEntity], value),
    );
    if (fields.length === 0) return staff;
    await this.refuseUnknownTeam(manager, wanted.teamId);
    Object.assign(staff, Object.fromEntries(fields));
    return this.save(manager, staff, actor, now, {
      action: 'staff.changed',
      details: {
        fields: fields.map(([key]) => key),
        ...(wanted.role ? { role: wanted.role } : {}),
      },
    });
  }

  /** Shuts a colleague out at once: every session ends in the same transaction. */
  async disable(
    manager: EntityManager,
    id: string,
    actor: Actor,
    now: Date,
  ): Promise<StaffUserEntity> {
    const staff = await this.lock(manager, id);
    if (staff.status === 'disabled') return staff;
    await this.keepAnAdministrator(manager, staff);
    staff.status = 'disabled';
    staff.onDuty = false;
    await endSessions(manager, id);
    return this.save(manager, staff, actor, now, { action: 'staff.disabled', details: {} });
  }

  /** Lets a disabled colleague in again, with the password they had. */
  async enable(
    manager: EntityManager,
    id: string,
    actor: Actor,
    now: Date,
  ): Promise<StaffUserEntity> {
    const staff = await this.lock(manager, id);
    if (staff.status === 'active') return staff;
    staff.status = 'active';
    return this.save(manager, staff, actor, now, { action: 'staff.enabled', details: {} });
  }

  /** Ends every session of a colleague, who may sign in again. Throws `staff.not_found`. */
  async signOut(manager: EntityManager, id: string, actor: Actor, now: Date): Promise<void> {
    await this.lock(manager, id);
    await endSessions(manager, id);
    const entry = { actor, action: 'staff.signed_out', resource: 'staff_user', resourceId: id };
    await this.audit.record(manager, entry, now);
  }

  /** Refuses an e-mail address somebody here already has; letters' case does not matter. */
  async refuseTakenEmail(manager: EntityManager, email: string): Promise<void> {
    const taken = await manager.query('SELECT 1 FROM staff_user WHERE lower(email) = lower($1)', [
      email,
    ]);
    if (taken.length > 0) throw emailTaken();
  }

  /** Throws `team.not_found`. */
  async refuseUnknownTeam(
    manager: EntityManager,
    teamId: string | null | undefined,
  ): Promise<void> {
    if (teamId && !(await manager.existsBy(TeamEntity, { id: teamId }))) throw unknownTeam();
  }

  private async lock(manager: EntityManager, id: string): Promise<StaffUserEntity> {
    if (!isId(id)) throw staffNotFound();
    const staff = await manager.findOne(StaffUserEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!staff) throw staffNotFound();
    return staff;
  }

  /** All administrators' rows are locked, so two who remove each other at once cannot both succeed. */
  private async keepAnAdministrator(manager: EntityManager, leaving: StaffUserEntity) {
    if (leaving.role !== 'admin' || leaving.status !== 'active') return;
    const others: { id: string }[] = await manager.query(
      `SELECT id FROM staff_user WHERE role = 'admin' AND status = 'active' ORDER BY id FOR UPDATE`,
    );
    if (others.every(({ id }) => id === leaving.id)) throw lastAdministrator();
  }

  private async save(
    manager: EntityManager,
    staff: StaffUserEntity,
    actor: Actor,
    now: Date,
    entry: { action: string; details: Record<string, unknown> },
  ): Promise<StaffUserEntity> {
    staff.version += 1;
    staff.updatedAt = now;
    await manager.save(staff);
    await this.audit.record(
      manager,
      {
        actor,
        action: entry.action,
        resource: 'staff_user',
        resourceId: staff.id,
        details: entry.details,
      },
      now,
    );
    return staff;
  }
}

function facts(staff: StaffUserEntity) {
  const { name, role, teamId, onDuty, languages, version } = staff;
  return { name, role, teamId, onDuty, languages, version };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
