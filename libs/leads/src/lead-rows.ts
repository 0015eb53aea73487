import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClockView, LeadRow } from '#contract';
import { PeopleService, type PersonView } from '#people';
import type { ClockEntity } from './clocks/clock.entity.js';
import type { LeadEntity } from './lead.entity.js';

type ClockRow = Pick<ClockEntity, 'id' | 'kind'> & {
  lead_id: string;
  started_at: Date;
  due_at: Date;
  met_at: Date | null;
  missed_at: Date | null;
  cancelled_at: Date | null;
};

/** Turns leads into rows of a list: names and numbers decrypted, the clock that matters chosen. */
@Injectable()
export class LeadRows {
  constructor(private readonly people: PeopleService) {}

  /** Rows in the order of `leads`, with four statements however many there are (at most some 200). */
  async decorate(manager: EntityManager, leads: readonly LeadEntity[]): Promise<LeadRow[]> {
    if (leads.length === 0) return [];
    const ids = leads.map(({ id }) => id);
    const contacts = await manager.query<{ lead_id: string; person_id: string }[]>(
      `SELECT lead_id, person_id FROM lead_contact WHERE lead_id = ANY($1::uuid[])
       ORDER BY created_at, id`,
      [ids],
    );
    const people = await this.people.view(manager, [
      ...leads.map(({ patientId }) => patientId),
      ...contacts.map((contact) => contact.person_id),
    ]);
    const clocks = await nextClocks(manager, ids);
    const contactsOf = groupBy(contacts, (contact) => contact.lead_id);
    return leads.map((lead) =>
      leadRow(
        lead,
        people.get(lead.patientId),
        (contactsOf.get(lead.id) ?? []).flatMap(({ person_id: id }) => people.get(id) ?? []),
        clocks.get(lead.id) ?? null,
      ),
    );
  }
}

/** A row of the list from what was read for it. */
export function leadRow(
  lead: LeadEntity,
  patient: PersonView | undefined,
  contacts: readonly PersonView[],
  clock: ClockView | null,
): LeadRow {
  const contact = contacts.find(({ id }) => id !== lead.patientId);
  const reachable = [patient, ...contacts].flatMap((person) => person?.points ?? []);
  return {
    id: lead.id,
    number: lead.number,
    version: lead.version,
    patientName: patient?.name ?? null,
    contactName: contact?.name ?? null,
    phone: reachable.find(({ kind }) => kind === 'phone')?.value ?? null,
    email: reachable.find(({ kind }) => kind === 'email')?.value ?? null,
    forWhom: lead.forWhom,
    stage: lead.stage,
    urgency: lead.urgency,
    ownerId: lead.ownerId,
    teamId: lead.teamId,
    sourceId: lead.sourceId,
    language: lead.language,
    state: lead.state,
    receivedAt: lead.receivedAt.toISOString(),
    createdAt: lead.createdAt.toISOString(),
    lastActivityAt: lead.lastActivityAt.toISOString(),
    firstAttemptAt: iso(lead.firstAttemptAt),
    firstContactAt: iso(lead.firstContactAt),
    attempts: lead.attempts,
    nextActionAt: iso(lead.nextActionAt),
    nextClock: clock,
    closedAt: iso(lead.closedAt),
    closedReason: lead.closedReason,
  };
}

/**
 * The clock a list shows for each open lead: the earliest that still waits for us. One that was
 * missed waits until somebody is called after it began.
 */
async function nextClocks(
  manager: EntityManager,
  leadIds: readonly string[],
): Promise<Map<string, ClockView>> {
  const rows = await manager.query<ClockRow[]>(
    `SELECT DISTINCT ON (c.lead_id) c.* FROM clock c
     JOIN lead l ON l.id = c.lead_id AND l.closed_at IS NULL
     WHERE c.lead_id = ANY($1::uuid[]) AND c.met_at IS NULL AND c.cancelled_at IS NULL
       AND (c.missed_at IS NULL OR NOT EXISTS (SELECT 1 FROM activity a WHERE a.lead_id = c.lead_id
         AND a.kind = 'call.recorded' AND a.at >= c.started_at))
     ORDER BY c.lead_id, c.due_at, c.id`,
    [leadIds],
  );
  return new Map(rows.map((row) => [row.lead_id, clockView(row)]));
}

/** All clocks of a lead, the latest started first. */
export async function clocksOf(manager: EntityManager, leadId: string): Promise<ClockView[]> {
  const rows = await manager.query<ClockRow[]>(
    'SELECT * FROM clock WHERE lead_id = $1 ORDER BY started_at DESC, id DESC',
    [leadId],
  );
  return rows.map(clockView);
}

function clockView(row: ClockRow): ClockView {
  return {
    id: row.id,
    kind: row.kind,
    startedAt: row.started_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    metAt: iso(row.met_at),
    missedAt: iso(row.missed_at),
    cancelledAt: iso(row.cancelled_at),
    pausedBecause: null,
    resumesAt: null,
    breached: row.missed_at !== null,
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
