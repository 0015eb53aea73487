import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClockView, LeadRow } from '#contract';
import { PeopleService, type PersonView } from '#people';
import { OrganisationService } from '#content';
import { groupBy } from '#platform';
import { type ClockRow, clockView } from './clocks/clock-view.js';
import type { LeadEntity } from './lead.entity.js';

/** Somebody one speaks with about a lead. */
interface ContactRow {
  lead_id: string;
  person_id: string;
  relationship: string;
}

interface RowsWithPeople {
  rows: LeadRow[];
  /** First those who came first. */
  contacts: readonly ContactRow[];
  people: ReadonlyMap<string, PersonView>;
}

/** Turns leads into rows of a list: names and numbers decrypted, the clock that matters chosen. */
@Injectable()
export class LeadRows {
  constructor(
    private readonly people: PeopleService,
    private readonly organisation: OrganisationService,
  ) {}

  /** Rows in the order of `leads`, with six statements however many there are (at most some 200). */
  async decorate(
    manager: EntityManager,
    leads: readonly LeadEntity[],
    now: Date,
  ): Promise<LeadRow[]> {
    return (await this.withPeople(manager, leads, now)).rows;
  }

  /** The same, with everybody on the leads. */
  async withPeople(
    manager: EntityManager,
    leads: readonly LeadEntity[],
    now: Date,
  ): Promise<RowsWithPeople> {
    if (leads.length === 0) return { rows: [], contacts: [], people: new Map() };
    const ids = leads.map(({ id }) => id);
    const contacts = await manager.query<ContactRow[]>(
      `SELECT lead_id, person_id, relationship FROM lead_contact
       WHERE lead_id = ANY($1::uuid[]) AND ended_at IS NULL ORDER BY created_at, id`,
      [ids],
    );
    const people = await this.people.view(manager, [
      ...leads.map(({ patientId }) => patientId),
      ...contacts.map((contact) => contact.person_id),
    ]);
    const clocks = await this.#nextClocks(manager, ids, now);
    const tags = await manager.query<{ lead_id: string; tag_id: string }[]>(
      'SELECT lead_id, tag_id FROM lead_tag WHERE lead_id = ANY($1::uuid[]) ORDER BY created_at, tag_id',
      [ids],
    );
    const tagsOf = groupBy(tags, (tag) => tag.lead_id);
    const contactsOf = groupBy(contacts, (contact) => contact.lead_id);
    const rows = leads.map((lead) =>
      leadRow(
        lead,
        people.get(lead.patientId),
        (contactsOf.get(lead.id) ?? []).flatMap(({ person_id: id }) => people.get(id) ?? []),
        clocks.get(lead.id) ?? null,
        (tagsOf.get(lead.id) ?? []).map((tag) => tag.tag_id),
      ),
    );
    return { rows, contacts, people };
  }

  /** All clocks of a lead, the latest started first. */
  async clocksOf(manager: EntityManager, leadId: string, now: Date): Promise<ClockView[]> {
    const rows = await manager.query<ClockRow[]>(
      `SELECT c.*, l.urgency FROM clock c JOIN lead l ON l.id = c.lead_id
       WHERE c.lead_id = $1 ORDER BY c.started_at DESC, c.id DESC`,
      [leadId],
    );
    return this.#views(manager, rows, now);
  }

  /**
   * The clock a list shows for each open lead: the earliest that still waits for us. One that was
   * missed waits until somebody tries to reach the person after it began.
   */
  async #nextClocks(
    manager: EntityManager,
    leadIds: readonly string[],
    now: Date,
  ): Promise<Map<string, ClockView>> {
    const rows = await manager.query<ClockRow[]>(
      `SELECT DISTINCT ON (c.lead_id) c.*, l.urgency FROM clock c
       JOIN lead l ON l.id = c.lead_id AND l.closed_at IS NULL
       WHERE c.lead_id = ANY($1::uuid[]) AND c.met_at IS NULL AND c.cancelled_at IS NULL
         AND (c.missed_at IS NULL OR l.last_attempt_at IS NULL OR l.last_attempt_at < c.started_at)
       ORDER BY c.lead_id, c.due_at, c.id`,
      [leadIds],
    );
    const views = await this.#views(manager, rows, now);
    return new Map(
      rows.flatMap((row, index) => (views[index] ? [[row.lead_id, views[index]]] : [])),
    );
  }

  async #views(manager: EntityManager, rows: readonly ClockRow[], now: Date): Promise<ClockView[]> {
    if (rows.length === 0) return [];
    const working = await this.organisation.workingTime(manager);
    return rows.map((row) => clockView(row, now, working));
  }
}

/** A row of the list from what was read for it. */
export function leadRow(
  lead: LeadEntity,
  patient: PersonView | undefined,
  contacts: readonly PersonView[],
  clock: ClockView | null,
  tagIds: string[] = [],
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
    tagIds,
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
