import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { LeadBrief } from '#contract';
import { PeopleService } from '#people';
import { LeadEntity } from './lead.entity.js';

/** Leads as other pages mention them: a number, a name, where it stands. */
@Injectable()
export class LeadBriefs {
  constructor(private readonly people: PeopleService) {}

  /** With two statements however many there are; unknown ids are absent. */
  async of(manager: EntityManager, leadIds: readonly string[]): Promise<Map<string, LeadBrief>> {
    if (leadIds.length === 0) return new Map();
    const leads = await manager.findBy(LeadEntity, { id: In([...new Set(leadIds)]) });
    const names = await this.people.names(
      manager,
      leads.map(({ patientId }) => patientId),
    );
    return new Map(
      leads.map((lead) => [lead.id, leadBrief(lead, names.get(lead.patientId) ?? null)]),
    );
  }
}

/** A lead in brief, from what was read for it. */
export function leadBrief(lead: LeadEntity, patientName: string | null): LeadBrief {
  return {
    id: lead.id,
    number: lead.number,
    patientName,
    stage: lead.stage,
    urgency: lead.urgency,
    ownerId: lead.ownerId,
    receivedAt: lead.receivedAt.toISOString(),
    closedAt: lead.closedAt?.toISOString() ?? null,
    closedReason: lead.closedReason,
  };
}
