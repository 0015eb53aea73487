import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role, ShiftKind } from '#contract';
import { type Duty, type DutyFacts, type DutyStaff, onDutyAt, PLANNED_DAYS } from './on-duty.js';

interface StaffRow {
  id: string;
  name: string;
  role: Role;
  team_id: string | null;
  languages: string[];
  status: 'active' | 'disabled';
  on_duty: boolean;
  capacity: number | null;
  last_assigned_at: Date | null;
  open_leads: string;
}

interface ShiftRow {
  staff_id: string;
  kind: ShiftKind;
  starts_at: Date;
  ends_at: Date;
  phone: string | null;
}

/** Reads what decides who works. */
@Injectable()
export class DutyQueries {
  /** Who works at `now`. */
  async at(manager: EntityManager, now: Date): Promise<Duty> {
    return onDutyAt(await this.facts(manager, now), now);
  }

  /** The plain data behind {@link onDutyAt}, for a moment near `now`. */
  async facts(manager: EntityManager, now: Date): Promise<DutyFacts> {
    const staff = await this.staff(manager);
    const rows = await manager.query<ShiftRow[]>(
      `SELECT staff_id, kind, starts_at, ends_at, phone FROM shift
       WHERE cancelled_at IS NULL AND starts_at < $1::timestamptz + $2::interval
         AND ends_at > $1::timestamptz - $2::interval`,
      [now, `${PLANNED_DAYS} days`],
    );
    const shifts = rows.map((row) => ({
      staffId: row.staff_id,
      kind: row.kind,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      phone: row.phone,
    }));
    return { staff, shifts };
  }

  /** Every active colleague, with how many open leads they hold. */
  async staff(manager: EntityManager): Promise<DutyStaff[]> {
    const rows = await manager.query<StaffRow[]>(
      `SELECT s.id, s.name, s.role, s.team_id, s.languages, s.status, s.on_duty, s.capacity,
         s.last_assigned_at, (SELECT count(*) FROM lead l
           WHERE l.owner_id = s.id AND l.closed_at IS NULL) AS open_leads
       FROM staff_user s WHERE s.status = 'active' ORDER BY s.name, s.id`,
    );
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      role: row.role,
      teamId: row.team_id,
      languages: row.languages,
      status: row.status,
      switchedOn: row.on_duty,
      capacity: row.capacity,
      lastAssignedAt: row.last_assigned_at,
      openLeads: Number(row.open_leads),
    }));
  }
}
