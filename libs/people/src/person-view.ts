import type { EntityManager } from 'typeorm';
import type { ContactKind } from './contact-point.entity.js';
import type { ContactPoints } from './contact-points.js';

/** A contact point of a person with their wishes about it. */
export interface PointView {
  /** Id of the contact point itself, shared by everybody who uses it. */
  id: string;
  kind: ContactKind;
  value: string;
  safeToVoicemail: boolean | null;
  safeToText: boolean | null;
  preferredTime: string | null;
}

/** A person, decrypted. */
export interface PersonView {
  id: string;
  version: number;
  name: string | null;
  birthDate: string | null;
  language: string;
  createdAt: Date;
  updatedAt: Date;
  /** Phones first, then in the order they were given. */
  points: PointView[];
}

interface PersonRow {
  id: string;
  version: number;
  name_enc: string | null;
  birth_date_enc: string | null;
  language: string;
  created_at: Date;
  updated_at: Date;
}

interface PointRow {
  person_id: string;
  link_id: string;
  id: string;
  kind: ContactKind;
  value_enc: string;
  safe_to_voicemail: boolean | null;
  safe_to_text: boolean | null;
  preferred_time_enc: string | null;
}

interface Openers {
  name(row: PersonRow): string | null;
  birthDate(row: PersonRow): string | null;
  points: ContactPoints;
}

/** Reads people and their contact points with two statements, however many there are. */
export async function viewPeople(
  manager: EntityManager,
  ids: readonly string[],
  open: Openers,
): Promise<Map<string, PersonView>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const people = await manager.query<PersonRow[]>(
    `SELECT id, version, name_enc, birth_date_enc, language, created_at, updated_at
     FROM person WHERE id = ANY($1::uuid[])`,
    [wanted],
  );
  const points = await manager.query<PointRow[]>(
    `SELECT c.person_id, c.id AS link_id, p.id, p.kind, p.value_enc, c.safe_to_voicemail,
       c.safe_to_text, c.preferred_time_enc
     FROM person_contact c JOIN contact_point p ON p.id = c.contact_point_id
     WHERE c.person_id = ANY($1::uuid[]) ORDER BY p.kind DESC, c.id`,
    [wanted],
  );
  const views = new Map(
    people.map((row): [string, PersonView] => [
      row.id,
      {
        id: row.id,
        version: row.version,
        name: open.name(row),
        birthDate: open.birthDate(row),
        language: row.language,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
        points: [],
      },
    ]),
  );
  for (const row of points) views.get(row.person_id)?.points.push(pointView(row, open.points));
  return views;
}

function pointView(row: PointRow, points: ContactPoints): PointView {
  return {
    id: row.id,
    kind: row.kind,
    value: points.valueOf(row),
    safeToVoicemail: row.safe_to_voicemail,
    safeToText: row.safe_to_text,
    preferredTime: points.preferredTimeOf({ ...row, id: row.link_id }),
  };
}
