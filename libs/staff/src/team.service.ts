import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import { isId, newId, versionConflict } from '#platform';
import { teamNotFound } from './staff.errors.js';
import { TeamEntity } from './team.entity.js';

/** Teams that leads can be given to. */
@Injectable()
export class TeamService {
  constructor(private readonly audit: AuditService) {}

  /** The team, or `team.not_found`. */
  async get(manager: EntityManager, id: string): Promise<TeamEntity> {
    const found = isId(id) ? await manager.findOneBy(TeamEntity, { id }) : null;
    if (!found) throw teamNotFound();
    return found;
  }

  async found(manager: EntityManager, name: string, actor: Actor, now: Date): Promise<TeamEntity> {
    const team = manager.create(TeamEntity, {
      id: newId(),
      name,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    await manager.insert(TeamEntity, team);
    await this.record(manager, 'team.founded', team.id, actor, now);
    return team;
  }

  /** Throws `record.version_conflict` with both names when somebody renamed it first. */
  async rename(
    manager: EntityManager,
    id: string,
    change: { version: number; name: string },
    actor: Actor,
    now: Date,
  ): Promise<TeamEntity> {
    const { name, version } = change;
    const team = await this.get(manager, id);
    if (team.version !== version) {
      throw versionConflict({ name: team.name, version: team.version }, { name });
    }
    const done = await manager.update(
      TeamEntity,
      { id, version },
      { name, version: version + 1, updatedAt: now },
    );
    if (!done.affected) {
      throw versionConflict({ name: team.name, version: team.version }, { name });
    }
    await this.record(manager, 'team.renamed', id, actor, now);
    return this.get(manager, id);
  }

  private record(manager: EntityManager, action: string, id: string, actor: Actor, now: Date) {
    return this.audit.record(manager, { actor, action, resource: 'team', resourceId: id }, now);
  }
}
