import type { EntityManager } from 'typeorm';
import type { ErasureService } from '#erasure';
import { notFound } from '../http/record-errors.js';

const noLead = notFound('lead.not_found', 'lead');

/** Whose data are meant: a person, or the patient of the lead with this number. Throws `lead.not_found`. */
export async function personOf(
  manager: EntityManager,
  { personId, leadNumber }: { personId?: string | undefined; leadNumber?: number | undefined },
): Promise<string> {
  if (personId !== undefined) return personId;
  const [lead] = await manager.query<{ patient_id: string }[]>(
    'SELECT patient_id FROM lead WHERE number = $1',
    [leadNumber],
  );
  if (!lead) throw noLead();
  return lead.patient_id;
}

/** What rows say of their person: the name, null once it is erased, and the leads. */
export async function whoseOf(
  manager: EntityManager,
  erasures: ErasureService,
  rows: readonly { personId: string }[],
) {
  const people = rows.map(({ personId }) => personId);
  const [names, leads] = await Promise.all([
    erasures.names(manager, people),
    leadsOf(manager, people),
  ]);
  return (personId: string) => ({
    personId,
    personName: names.get(personId) ?? null,
    leads: leads(personId),
  });
}

/** The leads of patients: number, and whether somebody still works on it. */
async function leadsOf(manager: EntityManager, personIds: readonly string[]) {
  const rows = await manager.query<
    { patient_id: string; id: string; number: string; open: boolean }[]
  >(
    `SELECT patient_id, id, number, closed_at IS NULL AS open FROM lead
     WHERE patient_id = ANY($1::uuid[]) ORDER BY number LIMIT 1000`,
    [personIds],
  );
  return (personId: string) =>
    rows
      .filter((row) => row.patient_id === personId)
      .map(({ id, number, open }) => ({ id, number: Number(number), open }));
}
