import type { EntityManager } from 'typeorm';
import type { PeopleService } from '#people';

/** What a task or a call shows of its lead. */
export interface LeadFace {
  number: number;
  patientName: string | null;
  /** The patient's first phone, or the first of somebody who asks for them. */
  phone: string | null;
}

/** The faces of leads by id, with three statements however many there are. */
export async function leadFaces(
  manager: EntityManager,
  people: PeopleService,
  leadIds: readonly (string | null)[],
): Promise<Map<string, LeadFace>> {
  const wanted = [...new Set(leadIds.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const leads = await manager.query<
    { id: string; number: string; patient_id: string; contacts: string[] }[]
  >(
    `SELECT l.id, l.number, l.patient_id, ARRAY(SELECT c.person_id FROM lead_contact c
       WHERE c.lead_id = l.id ORDER BY c.created_at, c.id LIMIT 5) AS contacts
     FROM lead l WHERE l.id = ANY ($1::uuid[])`,
    [wanted],
  );
  const persons = await people.view(
    manager,
    leads.flatMap((lead) => [lead.patient_id, ...lead.contacts]),
  );
  return new Map(
    leads.map((lead) => {
      const phones = [lead.patient_id, ...lead.contacts].flatMap(
        (id) => persons.get(id)?.points.filter((point) => point.kind === 'phone') ?? [],
      );
      const face = {
        number: Number(lead.number),
        patientName: persons.get(lead.patient_id)?.name ?? null,
        phone: phones[0]?.value ?? null,
      };
      return [lead.id, face];
    }),
  );
}
