import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type Actor, staffIdOf } from '#audit';
import { ConsentService } from '#consent';
import type { Stage } from '#contract';
import { PeopleService } from '#people';
import { newId } from '#platform';
import { Vault } from '#vault';
import type { LeadEntity } from '../lead.entity.js';
import type { LeadMergeEntity } from './lead-merge.entity.js';
import { type LeadValues, type MergeSide, storedValues } from './merge-fields.js';
import type { Moved } from './moved.js';
import {
  countMoved,
  LEAD_REFERENCES,
  moveBack,
  moveReferences,
  PERSON_REFERENCES,
} from './references.js';

/** Both leads as they were before a merge, and what the merge made of them. */
const Before = z.object({
  /** The kept lead's values before and after. */
  values: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  name: z.string().nullable(),
  nameAfter: z.string().nullable(),
  keptPatientId: z.string(),
  merged: z.object({
    stage: z.string(),
    closedAt: z.string().nullable(),
    closedReason: z.string().nullable(),
  }),
});
export type Before = z.infer<typeof Before>;

/** Moves the rows of a merge there and back. */
@Injectable()
export class MergeStore {
  constructor(
    private readonly vault: Vault,
    private readonly people: PeopleService,
    private readonly consents: ConsentService,
  ) {}

  /** What has to be known to take the merge back. */
  before(
    kept: MergeSide,
    merged: MergeSide,
    result: { values: LeadValues; patientName: string | null },
  ): Before {
    const { stage, closedAt, closedReason } = merged.lead;
    return {
      values: storedValues(kept.lead),
      after: storedValues(result.values),
      name: kept.patientName,
      nameAfter: result.patientName,
      keptPatientId: kept.lead.patientId,
      merged: { stage, closedAt: closedAt?.toISOString() ?? null, closedReason },
    };
  }

  sealBefore(mergeId: string, before: Before): string {
    return this.vault.encryptJson(beforeRef(mergeId), before);
  }

  openBefore({ id, beforeEnc }: LeadMergeEntity): Before {
    return Before.parse(this.vault.decryptJson(beforeRef(id), beforeEnc));
  }

  /** Lets everything follow into the kept lead and gives what moved. */
  async move(
    manager: EntityManager,
    kept: LeadEntity,
    merged: LeadEntity,
    actor: Actor,
    now: Date,
  ): Promise<Moved> {
    const enrolments = await this.#endSecondPlan(manager, kept.id, merged.id, now);
    const rows = await moveReferences(manager, LEAD_REFERENCES, merged.id, kept.id);
    await orderCoverages(manager, kept.id, rows['coverage.lead_id'] ?? [], now);
    const samePerson = kept.patientId === merged.patientId;
    const person = samePerson ? null : merged.patientId;
    const birthDate = person
      ? await this.people.lendBirthDate(manager, person, kept.patientId, now)
      : false;
    if (person) {
      const followed = await moveReferences(
        manager,
        PERSON_REFERENCES,
        person,
        kept.patientId,
        merged.id,
      );
      for (const [column, ids] of Object.entries(followed)) {
        rows[column] = [...(rows[column] ?? []), ...ids];
      }
      await setMergedInto(manager, person, kept.patientId, now);
    }
    const tags = await giveTags(manager, merged.id, kept.id, actor, now);
    const possibleMatches = await decideMatches(manager, kept.id, merged.id, actor, now);
    const counts = countMoved(rows);
    if (tags.length > 0) counts.tags = tags.length;
    return { rows, tags, enrolments, possibleMatches, personId: person, birthDate, counts };
  }

  /** Closes the lead that was taken in; its clocks and tasks go on with the kept one. */
  async closeMerged(
    manager: EntityManager,
    lead: LeadEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (lead.stage !== 'closed') {
      await manager.query(
        `INSERT INTO stage_change (id, lead_id, from_stage, to_stage, reason, changed_by, at)
         VALUES ($1, $2, $3, 'closed', 'duplicate', $4, $5)`,
        [newId(), lead.id, lead.stage, staffIdOf(actor), now],
      );
    }
    await manager.query(
      `UPDATE lead SET stage = 'closed', closed_at = COALESCE(closed_at, $2), closed_reason = 'duplicate',
         version = version + 1, updated_at = $2 WHERE id = $1`,
      [lead.id, now],
    );
  }

  /** Takes everything that followed back to the lead and the person it came from. */
  async moveBack(
    manager: EntityManager,
    merge: LeadMergeEntity,
    kept: LeadEntity,
    merged: LeadEntity,
    before: Before,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { moved } = merge;
    // The merged lead kept its own patient.
    if (moved.personId) {
      const person = moved.personId;
      await moveBack(manager, PERSON_REFERENCES, moved.rows, kept.patientId, person);
      await setMergedInto(manager, person, null, now);
      if (moved.birthDate)
        await this.people.takeBirthDateBack(manager, person, kept.patientId, now);
      await this.#keepStops(manager, merge, kept.patientId, person, actor, now);
      await this.#keepStops(manager, merge, person, kept.patientId, actor, now);
    }
    await moveBack(manager, LEAD_REFERENCES, moved.rows, kept.id, merged.id);
    await orderCoverages(manager, kept.id, [], now);
    await orderCoverages(manager, merged.id, [], now);
    await manager.query(
      'DELETE FROM lead_tag WHERE lead_id = $1 AND tag_id = ANY($2::uuid[]) AND created_at = $3',
      [kept.id, moved.tags, merge.at],
    );
    await manager.query(
      `UPDATE possible_match SET decision = NULL, decided_at = NULL, decided_by = NULL
       WHERE id = ANY($1::uuid[]) AND decision = 'same' AND decided_at = $2`,
      [moved.possibleMatches, merge.at],
    );
    await reopen(manager, merged.id, before.merged, merge.at, now);
    for (const { id, nextAt } of moved.enrolments) {
      await manager.query(
        `UPDATE enrolment SET ended_at = NULL, ended_because = NULL, next_at = $2, version = version + 1,
           updated_at = $3 WHERE id = $1 AND ended_because = 'merged'`,
        [id, nextAt, now],
      );
    }
  }

  /** A lead follows one plan at a time: the merged lead's ends when the kept one has its own. */
  async #endSecondPlan(
    manager: EntityManager,
    keptId: string,
    mergedId: string,
    now: Date,
  ): Promise<Moved['enrolments']> {
    const [rows] = await manager.query<[{ id: string; next_at: Date | null }[], number]>(
      `WITH living AS (
         SELECT id, next_at FROM enrolment WHERE lead_id = $1 AND ended_at IS NULL
           AND EXISTS (SELECT 1 FROM enrolment k WHERE k.lead_id = $2 AND k.ended_at IS NULL) FOR UPDATE)
       UPDATE enrolment e SET ended_at = $3, ended_because = 'merged', next_at = NULL,
         version = version + 1, updated_at = $3
       FROM living WHERE e.id = living.id RETURNING e.id, living.next_at`,
      [mergedId, keptId, now],
    );
    return rows.map((row) => ({ id: row.id, nextAt: row.next_at?.toISOString() ?? null }));
  }

  /** Who said stop while the two were one meant it: it is written down for both (rules R10 and R11). */
  async #keepStops(
    manager: EntityManager,
    merge: LeadMergeEntity,
    from: string,
    to: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const stops = await manager.query<
      { scope: never; contact_point_id: string | null; wording: string; at: Date }[]
    >(
      `SELECT scope, contact_point_id, wording, at FROM consent
       WHERE person_id = $1 AND decision = 'revoked' AND created_at >= $2 AND origin <> 'merge_undone'
       ORDER BY at, id`,
      [from, merge.at],
    );
    for (const stop of stops) {
      await this.consents.record(
        manager,
        {
          personId: to,
          contactPointId: stop.contact_point_id,
          scope: stop.scope,
          decision: 'revoked',
          wording: stop.wording,
          at: stop.at,
          origin: 'merge_undone',
        },
        actor,
        now,
      );
    }
  }
}

/** One first, one second: coverages that followed pay after those the lead had, in the order they had among themselves. */
async function orderCoverages(
  manager: EntityManager,
  leadId: string,
  followed: readonly string[],
  now: Date,
): Promise<void> {
  await manager.query(
    `UPDATE coverage c SET priority = o.place, version = c.version + 1, updated_at = $3
     FROM (SELECT id, row_number() OVER (ORDER BY id = ANY($2::uuid[]), priority, id) AS place
       FROM coverage WHERE lead_id = $1) o
     WHERE c.id = o.id AND c.priority <> o.place`,
    [leadId, followed, now],
  );
}

async function setMergedInto(
  manager: EntityManager,
  personId: string,
  into: string | null,
  now: Date,
): Promise<void> {
  await manager.query(
    'UPDATE person SET merged_into_id = $2, version = version + 1, updated_at = $3 WHERE id = $1',
    [personId, into, now],
  );
}

async function giveTags(
  manager: EntityManager,
  from: string,
  to: string,
  actor: Actor,
  now: Date,
): Promise<string[]> {
  const rows = await manager.query<{ tag_id: string }[]>(
    `INSERT INTO lead_tag (lead_id, tag_id, added_by, created_at)
     SELECT $2, tag_id, $3, $4 FROM lead_tag WHERE lead_id = $1 ON CONFLICT DO NOTHING RETURNING tag_id`,
    [from, to, staffIdOf(actor), now],
  );
  return rows.map((row) => row.tag_id);
}

async function decideMatches(
  manager: EntityManager,
  keptId: string,
  mergedId: string,
  actor: Actor,
  now: Date,
): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `UPDATE possible_match SET decision = 'same', decided_at = $3, decided_by = $4
     WHERE decision IS NULL AND ((lead_id = $1 AND other_lead_id = $2) OR (lead_id = $2 AND other_lead_id = $1))
     RETURNING id`,
    [keptId, mergedId, now, staffIdOf(actor)],
  );
  return rows.map(({ id }) => id);
}

async function reopen(
  manager: EntityManager,
  leadId: string,
  was: Before['merged'],
  mergedAt: Date,
  now: Date,
): Promise<void> {
  await manager.query(
    `UPDATE stage_change SET undone_at = $3 WHERE lead_id = $1 AND to_stage = 'closed' AND at = $2
       AND undone_at IS NULL`,
    [leadId, mergedAt, now],
  );
  const stage = was.stage as Stage;
  await manager.query(
    `UPDATE lead SET stage = $2, closed_at = $3, closed_reason = $4, version = version + 1,
       updated_at = $5 WHERE id = $1`,
    [leadId, stage, was.closedAt, was.closedReason, now],
  );
}

function beforeRef(id: string) {
  return { table: 'lead_merge', column: 'before_enc', id };
}
