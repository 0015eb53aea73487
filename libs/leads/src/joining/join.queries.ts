import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy, together } from '#platform';
import { ContactPoints, type ContactValue, PeopleService } from '#people';
import type { CandidateLead, JoinCandidate } from './decide-join.js';

interface Row {
  person_id: string;
  lead_id: string | null;
  open: boolean | null;
  role: 'patient' | 'contact' | null;
  relationship: string | null;
  patient_named: boolean | null;
  same_request: boolean | null;
}

/** Reads what joining is decided from. */
@Injectable()
export class JoinQueries {
  constructor(
    private readonly points: ContactPoints,
    private readonly people: PeopleService,
  ) {}

  /**
   * Everybody reached at any of these contact points, with their leads. Lock the contacts first
   * (`PeopleService.lockContacts`), or another intake may be opening a lead for them right now.
   * @param inquiryId the inquiry being taken in: leads with an inquiry of the same content are marked
   */
  async candidates(
    manager: EntityManager,
    points: readonly ContactValue[],
    inquiryId: string | null,
  ): Promise<JoinCandidate[]> {
    const digests = points.flatMap((point) =>
      this.points.digests(point).map(({ digest }) => digest),
    );
    if (digests.length === 0) return [];
    const known = await together(manager, 'people reached', digests, (all) =>
      reached(manager, all),
    );
    if (known.length === 0) return [];
    const rows = await manager.query<Row[]>(
      `WITH known AS (SELECT unnest($1::uuid[]) AS person_id),
       roles AS (
         SELECT k.person_id, l.id AS lead_id, 'patient' AS role, 'self' AS relationship
         FROM known k JOIN lead l ON l.patient_id = k.person_id
         UNION ALL
         SELECT k.person_id, c.lead_id, 'contact', c.relationship
         FROM known k JOIN lead_contact c ON c.person_id = k.person_id AND c.ended_at IS NULL
         JOIN lead l ON l.id = c.lead_id AND l.patient_id <> k.person_id)
       SELECT k.person_id, r.lead_id, r.role, r.relationship, l.closed_at IS NULL AS open,
         p.name_enc IS NOT NULL AS patient_named,
         EXISTS (SELECT 1 FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
           JOIN inquiry this ON this.id = $2 AND this.id <> i.id AND this.body_digest = i.body_digest
           WHERE li.lead_id = l.id) AS same_request
       FROM known k LEFT JOIN roles r ON r.person_id = k.person_id
       LEFT JOIN lead l ON l.id = r.lead_id LEFT JOIN person p ON p.id = l.patient_id
       ORDER BY k.person_id, l.created_at DESC, l.id`,
      [known, inquiryId],
    );
    const names = await this.people.names(
      manager,
      rows.map((row) => row.person_id),
    );
    const ids = [...new Set(rows.map((row) => row.person_id))];
    return ids.map((personId) => ({
      personId,
      name: names.get(personId) ?? null,
      leads: rows.filter((row) => row.person_id === personId).flatMap(leadOf),
    }));
  }
}

/** For each list of digests, the people who are reached at any of them. */
async function reached(
  manager: EntityManager,
  lists: readonly (readonly Buffer[])[],
): Promise<string[][]> {
  const rows = await manager.query<{ digest: Buffer; person_id: string }[]>(
    `SELECT d.digest, c.person_id FROM contact_point_digest d
     JOIN person_contact c ON c.contact_point_id = d.contact_point_id
     JOIN person p ON p.id = c.person_id AND p.merged_into_id IS NULL
     WHERE d.digest = ANY($1::bytea[])`,
    [lists.flat()],
  );
  const people = groupBy(rows, ({ digest }) => digest.toString('hex'));
  return lists.map((digests) => {
    const ids = digests.flatMap((digest) => people.get(digest.toString('hex')) ?? []);
    return [...new Set(ids.map((row) => row.person_id))];
  });
}

function leadOf(row: Row): CandidateLead[] {
  if (!row.lead_id || !row.role) return [];
  return [
    {
      leadId: row.lead_id,
      open: row.open ?? false,
      role: row.role,
      relationship: row.relationship,
      patientNamed: row.patient_named ?? false,
      sameRequest: row.same_request ?? false,
    },
  ];
}
