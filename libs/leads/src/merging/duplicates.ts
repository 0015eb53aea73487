import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  DUPLICATE_REASONS,
  type DuplicateCandidate,
  type DuplicateQuery,
  type DuplicateReason,
  type EpisodeView,
} from '#contract';
import { normaliseEmail, normalisePhone, PeopleService, sameName } from '#people';
import { LeadBriefs } from '../lead-brief.js';
import { LeadEntity } from '../lead.entity.js';
import { leadError } from '../lead-lock.js';

/** Persons of a name that are looked at; a name that more have says nothing by itself. */
const NAMESAKES = 200;
const CANDIDATES = 10;

type Reasons = Map<string, Set<DuplicateReason>>;

/** Finds leads that may be of the same patient. Whoever asks puts the reading on record. */
@Injectable()
export class Duplicates {
  constructor(
    private readonly people: PeopleService,
    private readonly briefs: LeadBriefs,
  ) {}

  /**
   * Leads of people with this phone, e-mail or name, at most ten, each with why: the same contact is
   * exact, the same name with birth date or ZIP likely, the name alone possible. A name counts when all
   * of its words are the same; half a name finds nothing.
   */
  async find(manager: EntityManager, query: DuplicateQuery): Promise<DuplicateCandidate[]> {
    const reasons: Reasons = new Map();
    const phone = query.phone ? normalisePhone(query.phone) : null;
    const email = query.email ? normaliseEmail(query.email) : null;
    if (phone) await this.#reachedAt(manager, 'phone', phone, reasons);
    if (email) await this.#reachedAt(manager, 'email', email, reasons);
    if (query.name && query.name.trim().includes(' ')) {
      await this.#namesakes(manager, query.name, query, reasons);
    }
    if (query.exceptLeadId) reasons.delete(query.exceptLeadId);
    const briefs = await this.briefs.of(manager, [...reasons.keys()]);
    const candidates = [...briefs.values()].map((lead): DuplicateCandidate => {
      const codes = [...(reasons.get(lead.id) ?? [])];
      return {
        lead,
        strength: strengthOf(codes),
        reasons: codes.map((code) => ({ code, because: DUPLICATE_REASONS[code] })),
      };
    });
    return candidates.sort(byStrength).slice(0, CANDIDATES);
  }

  async #reachedAt(
    manager: EntityManager,
    kind: 'phone' | 'email',
    value: string,
    reasons: Reasons,
  ): Promise<void> {
    const rows = await manager.query<{ id: string }[]>(
      `WITH known AS MATERIALIZED (
         SELECT DISTINCT c.person_id FROM contact_point_digest d
         JOIN person_contact c ON c.contact_point_id = d.contact_point_id
         WHERE d.digest = ANY($1::bytea[]) LIMIT ${NAMESAKES}),
       found AS (
         SELECT l.id FROM known k JOIN lead l ON l.patient_id = k.person_id
         UNION SELECT c.lead_id FROM known k
         JOIN lead_contact c ON c.person_id = k.person_id AND c.ended_at IS NULL)
       SELECT l.id FROM found JOIN lead l USING (id)
       WHERE NOT EXISTS (SELECT 1 FROM lead_merge m WHERE m.merged_lead_id = l.id AND m.undone_at IS NULL)
       ORDER BY (l.closed_at IS NULL) DESC, l.created_at DESC, l.id DESC LIMIT ${CANDIDATES}`,
      [this.people.pointSearch(kind, value)],
    );
    for (const { id } of rows) note(reasons, id, kind);
  }

  async #namesakes(
    manager: EntityManager,
    name: string,
    { dateOfBirth, zip }: DuplicateQuery,
    reasons: Reasons,
  ): Promise<void> {
    const words = this.people.nameSearch(name);
    if (words.length === 0) return;
    const one = (at: number) =>
      `SELECT n.person_id FROM person_name_digest n WHERE n.digest = ANY ($${at + 2}::bytea[])`;
    const rows = await manager.query<{ id: string; patient_id: string; zip: string | null }[]>(
      `SELECT l.id, l.patient_id, l.zip FROM lead l
       WHERE l.patient_id IN (${words.map((_, index) => one(index)).join(' INTERSECT ')})
         AND NOT EXISTS (SELECT 1 FROM lead_merge m WHERE m.merged_lead_id = l.id AND m.undone_at IS NULL)
       ORDER BY (l.zip IS NOT NULL AND l.zip = $1) DESC, (l.closed_at IS NULL) DESC,
         l.created_at DESC, l.id DESC LIMIT ${NAMESAKES}`,
      [zip ?? null, ...words],
    );
    const people = await this.people.view(
      manager,
      rows.map((row) => row.patient_id),
    );
    for (const row of rows) {
      const person = people.get(row.patient_id);
      if (!person || !sameName(person.name, name)) continue;
      note(reasons, row.id, 'name');
      if (dateOfBirth && person.birthDate === dateOfBirth) note(reasons, row.id, 'name_and_birth');
      if (zip && row.zip?.slice(0, 5) === zip.slice(0, 5)) note(reasons, row.id, 'name_and_zip');
    }
  }

  /** Every lead of the patient, latest first, those merged into one of them too. Throws `lead.not_found`. */
  async episodes(manager: EntityManager, leadId: string): Promise<EpisodeView[]> {
    const lead = await manager.findOneBy(LeadEntity, { id: leadId });
    if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
    const rows = await manager.query<
      { id: string; kept_id: string | null; kept_number: string | null }[]
    >(
      `WITH own AS (
         SELECT l.id FROM lead l JOIN person p ON p.id = l.patient_id
         WHERE l.patient_id = $1 OR p.merged_into_id = $1
           OR l.patient_id = (SELECT merged_into_id FROM person WHERE id = $1)),
       every AS (
         SELECT id FROM own UNION
         SELECT m.merged_lead_id FROM lead_merge m JOIN own ON own.id = m.kept_lead_id
         WHERE m.undone_at IS NULL)
       SELECT l.id, k.id AS kept_id, k.number AS kept_number FROM every JOIN lead l USING (id)
       LEFT JOIN lead_merge m ON m.merged_lead_id = l.id AND m.undone_at IS NULL
       LEFT JOIN lead k ON k.id = m.kept_lead_id
       ORDER BY l.received_at DESC, l.id DESC LIMIT 200`,
      [lead.patientId],
    );
    const briefs = await this.briefs.of(
      manager,
      rows.map((row) => row.id),
    );
    return rows.flatMap((row): EpisodeView[] => {
      const brief = briefs.get(row.id);
      if (!brief) return [];
      const mergedInto = row.kept_id ? { id: row.kept_id, number: Number(row.kept_number) } : null;
      return [{ ...brief, current: row.id === leadId, mergedInto }];
    });
  }
}

function note(reasons: Reasons, leadId: string, reason: DuplicateReason): void {
  reasons.set(leadId, (reasons.get(leadId) ?? new Set()).add(reason));
}

/** How sure the reasons make it. */
export function strengthOf(reasons: readonly DuplicateReason[]): DuplicateCandidate['strength'] {
  if (reasons.includes('phone') || reasons.includes('email')) return 'exact';
  if (reasons.includes('name_and_birth') || reasons.includes('name_and_zip')) return 'likely';
  return 'possible';
}

const ORDER = { exact: 0, likely: 1, possible: 2 };

/** The surer first; of the same, open before closed, then the latest. */
function byStrength(a: DuplicateCandidate, b: DuplicateCandidate): number {
  return (
    ORDER[a.strength] - ORDER[b.strength] ||
    b.reasons.length - a.reasons.length ||
    Number(a.lead.closedAt !== null) - Number(b.lead.closedAt !== null) ||
    b.lead.number - a.lead.number
  );
}
