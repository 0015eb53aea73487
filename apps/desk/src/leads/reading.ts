import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';

/** One reading of something that names a patient. */
export interface Reading {
  resource:
    | 'lead'
    | 'person'
    | 'inquiry'
    | 'call'
    | 'task'
    | 'message'
    | 'coverage'
    | 'match'
    | 'benefit_check'
    | 'referral';
  id: string;
  leadId?: string | null;
  personId?: string | null;
}

/** Puts readings on record before they are answered: no record is seen that the audit does not know of (rule R6). */
@Injectable()
export class ReadingRecord {
  constructor(private readonly audit: AuditService) {}

  /** One record was opened. */
  async one(manager: EntityManager, actor: Actor, reading: Reading, now: Date): Promise<void> {
    const { resource, id, leadId, personId } = reading;
    await this.audit.record(
      manager,
      {
        actor,
        action: `${resource}.read`,
        resource,
        resourceId: id,
        leadId: leadId ?? (resource === 'lead' ? id : null),
        personId: personId ?? null,
      },
      now,
    );
  }

  /** A page of a list was seen: one row with the ids. An empty page shows nobody, nor do rows that are protected. */
  async page(
    manager: EntityManager,
    actor: Actor,
    resource: Reading['resource'],
    rows: readonly { id: string; leadId?: string | null }[],
    now: Date,
  ): Promise<void> {
    const ids = rows
      .filter(({ id, leadId }) => !actor.hidden?.has(id) && !actor.hidden?.has(leadId ?? ''))
      .map(({ id }) => id);
    if (ids.length === 0) return;
    // Under an emergency a list is of its one lead.
    const leadId = actor.emergency?.leadId ?? null;
    await this.audit.record(
      manager,
      { actor, action: `${resource}.listed`, resource, leadId, details: { ids } },
      now,
    );
  }
}
