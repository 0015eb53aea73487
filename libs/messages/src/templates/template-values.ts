import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TemplateVariable } from '#contract';
import { PeopleService } from '#people';
import { ourNumber } from '../our-number.js';

/** For whom a template is filled in, and in whose name. */
export interface TemplateSubject {
  leadId: string | null;
  personId: string | null;
  staffId: string | null;
}

export type TemplateValues = Partial<Record<TemplateVariable, string>>;

/** Finds what is known for a template's variables. */
@Injectable()
export class TemplateValuesQueries {
  constructor(private readonly people: PeopleService) {}

  async of(manager: EntityManager, subject: TemplateSubject): Promise<TemplateValues> {
    const { personId, staffId, leadId } = subject;
    const name = personId
      ? (await this.people.names(manager, [personId])).get(personId)
      : undefined;
    const [row] = await manager.query<{ organisation: string; agent: string | null }[]>(
      `SELECT o.name AS organisation, (SELECT s.name FROM staff_user s WHERE s.id = $1) AS agent
       FROM organisation o WHERE o.id = 1`,
      [staffId],
    );
    const phone = await ourNumber(manager, leadId);
    return {
      ...(name ? { firstName: firstWord(name) } : {}),
      ...(row ? { organisation: row.organisation } : {}),
      ...(row?.agent ? { agentName: firstWord(row.agent) } : {}),
      ...(phone ? { phone: readable(phone) } : {}),
    };
  }
}

function firstWord(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

/** E.164 of North America as people write it. */
function readable(phone: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : phone;
}
