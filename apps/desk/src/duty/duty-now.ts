import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DutyNow, OnDutyPerson } from '#contract';
import { OrganisationService } from '#content';
import { type DutyPerson, DutyQueries } from '#duty';
import { isOpen, nextClosing, nextOpening } from '#leads';

/** Puts together who works now. */
@Injectable()
export class DutyDesk {
  constructor(
    private readonly duty: DutyQueries,
    private readonly organisation: OrganisationService,
  ) {}

  async at(manager: EntityManager, now: Date): Promise<DutyNow> {
    const { hours, timeZone } = await this.organisation.workingTime(manager);
    const { onDuty, onCall, outOfOffice } = await this.duty.at(manager, now);
    const open = isOpen(now, hours, timeZone);
    const day = await closedToday(manager, now, timeZone);
    const [organisation] = await manager.query<{ backup_phone: string | null }[]>(
      'SELECT backup_phone FROM organisation WHERE id = 1',
    );
    const backupPhone = organisation?.backup_phone ?? null;
    return {
      asOf: now.toISOString(),
      timeZone,
      open,
      closedBecause: open ? null : day,
      opensAt: open ? null : (nextOpening(now, hours, timeZone)?.toISOString() ?? null),
      closesAt: open ? (nextClosing(now, hours, timeZone)?.toISOString() ?? null) : null,
      onDuty: onDuty.map(viewOf),
      onCall: onCall.map(viewOf),
      outOfOffice: outOfOffice.map(viewOf),
      backupPhone,
      warnings: warningsOf({ onDuty: onDuty.length, onCall: onCall.length, open, backupPhone }),
    };
  }
}

async function closedToday(
  manager: EntityManager,
  now: Date,
  timeZone: string,
): Promise<string | null> {
  const [day] = await manager.query<{ name: string }[]>(
    'SELECT name FROM closed_day WHERE closed AND day = ($1::timestamptz AT TIME ZONE $2)::date',
    [now, timeZone],
  );
  return day?.name ?? null;
}

function viewOf(person: DutyPerson): OnDutyPerson {
  const {
    id: staffId,
    name,
    role,
    teamId,
    languages,
    because,
    until,
    openLeads,
    capacity,
    full,
  } = person;
  return {
    staffId,
    name,
    role,
    teamId,
    languages: [...languages],
    because,
    until: until?.toISOString() ?? null,
    openLeads,
    capacity,
    full,
  };
}

function warningsOf(now: {
  onDuty: number;
  onCall: number;
  open: boolean;
  backupPhone: string | null;
}): string[] {
  return [
    ...(now.open && now.onDuty === 0 ? ['We are open and nobody is on duty.'] : []),
    ...(now.onDuty === 0 && now.onCall === 0
      ? ['Nobody is on duty or on call: urgent requests go to the backup line.']
      : []),
    ...(now.backupPhone ? [] : ['No backup line is set.']),
  ];
}
