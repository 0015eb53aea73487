import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { chooseOwner, LeadService, type OwnerChosen, type StaffOnHand } from '#leads';

interface StaffRow {
  id: string;
  role: string;
  status: string;
  on_duty: boolean;
  languages: string[];
  team_id: string | null;
  last_assigned_at: Date | null;
}

/** Finds whose turn a new lead is: nobody's, and so the queue's, when nobody is on duty. */
@Injectable()
export class NextOwner {
  constructor(private readonly leads: LeadService) {}

  async choose(manager: EntityManager, language: string): Promise<OwnerChosen | null> {
    return chooseOwner(await onDuty(manager), { language });
  }

  async assign(
    manager: EntityManager,
    leadId: string,
    { ownerId, teamId }: OwnerChosen,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.leads.assign(manager, leadId, { ownerId, teamId, because: 'rule' }, actor, now);
  }
}

async function onDuty(manager: EntityManager): Promise<StaffOnHand[]> {
  const rows = await manager.query<StaffRow[]>(
    `SELECT id, role, status, on_duty, languages, team_id, last_assigned_at
     FROM staff_user WHERE on_duty AND status = 'active'`,
  );
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    status: row.status,
    onDuty: row.on_duty,
    languages: row.languages,
    teamId: row.team_id,
    lastAssignedAt: row.last_assigned_at,
  }));
}
