import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type { MergeInput, MergePreview, MergeView } from '#contract';
import { RENDER_STATUS } from '#inquiries';
import { PeopleService } from '#people';
import { databaseCode, isId, newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import { refreshNextAction } from '../clocks/clock.service.js';
import { leadBrief, LeadBriefs } from '../lead-brief.js';
import { LeadEntity } from '../lead.entity.js';
import { checkVersion, leadError, lockAnyLead } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';
import { LeadMergeEntity } from './lead-merge.entity.js';
import { differences, mergedValues, type MergeSide, restoredValues } from './merge-fields.js';
import { MergeFactsQueries } from './merge-facts.js';
import { mergeRefusal } from './merge-refusal.js';
import { MergeStore } from './merge-store.js';
import type { Moved } from './moved.js';
import { countReferences, LEAD_REFERENCES, PERSON_REFERENCES } from './references.js';

/**
 * Makes one lead of two that were entered for the same patient, and takes that back. Every method
 * that changes belongs into the caller's transaction.
 */
@Injectable()
export class LeadMergeService {
  constructor(
    private readonly vault: Vault,
    private readonly people: PeopleService,
    private readonly briefs: LeadBriefs,
    private readonly facts: MergeFactsQueries,
    private readonly store: MergeStore,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /** What would follow, which values differ, and why it may be refused. Throws `lead.not_found`. */
  async preview(manager: EntityManager, keptId: string, mergedId: string): Promise<MergePreview> {
    const kept = await this.#side(manager, await found(manager, keptId));
    const merged = await this.#side(manager, await found(manager, mergedId));
    const samePerson = kept.lead.patientId === merged.lead.patientId;
    const counts = await countReferences(manager, LEAD_REFERENCES, mergedId, keptId);
    const ofPerson = samePerson
      ? {}
      : await countReferences(
          manager,
          PERSON_REFERENCES,
          merged.lead.patientId,
          kept.lead.patientId,
          mergedId,
        );
    const [tags] = await manager.query<{ count: string }[]>(
      `SELECT count(*) AS count FROM lead_tag t WHERE t.lead_id = $1 AND NOT EXISTS (
         SELECT 1 FROM lead_tag k WHERE k.lead_id = $2 AND k.tag_id = t.tag_id)`,
      [mergedId, keptId],
    );
    return {
      kept: { ...leadBrief(kept.lead, kept.patientName), version: kept.lead.version },
      merged: { ...leadBrief(merged.lead, merged.patientName), version: merged.lead.version },
      samePerson,
      fields: differences(kept, merged),
      moves: movesOf(added(counts, ofPerson, { tags: Number(tags?.count ?? 0) })),
      refusal: mergeRefusal(await this.facts.of(manager, kept.lead, merged.lead)),
    };
  }

  /**
   * Takes the other lead into this one: everything that names it follows, the chosen values win, the
   * urgency is the higher of the two. The other is closed as a duplicate and keeps its page. Throws
   * `lead.not_found`, `record.version_conflict` (of either), `merge.not_possible` with the sentence why.
   * @returns the merge's id
   */
  async merge(
    manager: EntityManager,
    keptId: string,
    input: MergeInput,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const [kept, merged] = await this.#lockBoth(manager, keptId, input.otherLeadId);
    checkVersion(kept.lead, input.version, {}, {});
    checkVersion(merged.lead, input.otherVersion, {}, {});
    const refusal = mergeRefusal(await this.facts.of(manager, kept.lead, merged.lead));
    if (refusal) throw leadError('merge.not_possible', refusal);
    const id = newId();
    const result = mergedValues(kept, merged, input.fields);
    const before = this.store.before(kept, merged, result);
    const moved = await this.store.move(manager, kept.lead, merged.lead, actor, now);
    await this.store.closeMerged(manager, merged.lead, actor, now);
    await manager.update(LeadEntity, keptId, {
      ...result.values,
      version: kept.lead.version + 1,
      updatedAt: now,
    });
    if (result.patientName !== kept.patientName) {
      await this.people.rename(manager, kept.lead.patientId, result.patientName, actor, now);
    }
    await manager.insert(LeadMergeEntity, {
      id,
      keptLeadId: keptId,
      mergedLeadId: merged.lead.id,
      reasonEnc: this.vault.encryptNullable(reasonRef(id), input.reason),
      moved,
      beforeEnc: this.store.sealBefore(id, before),
      mergedBy: staffIdOf(actor),
      at: now,
    });
    const reason = input.reason;
    await this.#onRecord(manager, 'lead.merged', { id, kept, merged, reason }, actor, now);
    await this.#follow(manager, kept.lead, merged.lead, moved, now);
    return id;
  }

  /**
   * Takes a merge back: what followed goes back, each value that is still the merge's is as it was, and
   * what was done since stays with the kept lead. A stop said since holds for both people. Throws
   * `merge.not_found`, `merge.already_undone`, `merge.not_possible` when a later merge has to be undone first.
   */
  async undo(manager: EntityManager, mergeId: string, actor: Actor, now: Date): Promise<void> {
    const { keptLeadId, mergedLeadId } = await this.#get(manager, mergeId);
    const [kept, merged] = await this.#lockBoth(manager, keptLeadId, mergedLeadId);
    const merge = await this.#get(manager, mergeId, { lock: true });
    if (merge.undoneAt) throw leadError('merge.already_undone', 'This merge was undone already.');
    if (this.vault.isErased(merge.beforeEnc)) {
      throw leadError('merge.not_possible', 'What both leads were before was erased.');
    }
    const before = this.store.openBefore(merge);
    await this.#refuseOutOfOrder(manager, merge, kept, before.keptPatientId);
    try {
      await this.store.moveBack(manager, merge, kept.lead, merged.lead, before, actor, now);
    } catch (error) {
      if (databaseCode(error) !== '23505') throw error;
      throw leadError(
        'merge.not_possible',
        'The patient has another open lead by now: close or merge that one first.',
      );
    }
    await manager.update(LeadEntity, keptLeadId, {
      ...restoredValues(before.values, before.after, kept.lead),
      version: kept.lead.version + 1,
      updatedAt: now,
    });
    if (kept.patientName === before.nameAfter && before.nameAfter !== before.name) {
      await this.people.rename(manager, kept.lead.patientId, before.name, actor, now);
    }
    const undone = { undoneAt: now, undoneBy: staffIdOf(actor) };
    await manager.update(LeadMergeEntity, { id: mergeId }, undone);
    await this.#onRecord(manager, 'lead.merge_undone', { id: mergeId, kept, merged }, actor, now);
    await this.#follow(manager, kept.lead, merged.lead, merge.moved, now);
  }

  /** Merges a lead was part of, latest first, undone ones too. */
  async ofLead(manager: EntityManager, leadId: string): Promise<MergeView[]> {
    await found(manager, leadId);
    const merges = await manager.find(LeadMergeEntity, {
      where: [{ keptLeadId: leadId }, { mergedLeadId: leadId }],
      order: { at: 'DESC', id: 'DESC' },
      take: 100,
    });
    return this.#views(manager, merges);
  }

  /** One merge. Throws `merge.not_found`. */
  async get(manager: EntityManager, mergeId: string): Promise<MergeView> {
    const [view] = await this.#views(manager, [await this.#get(manager, mergeId)]);
    if (!view) throw mergeNotFound();
    return view;
  }

  async #views(manager: EntityManager, merges: LeadMergeEntity[]): Promise<MergeView[]> {
    const leads = await this.briefs.of(
      manager,
      merges.flatMap(({ keptLeadId, mergedLeadId }) => [keptLeadId, mergedLeadId]),
    );
    return merges.flatMap((merge): MergeView[] => {
      const kept = leads.get(merge.keptLeadId);
      const merged = leads.get(merge.mergedLeadId);
      if (!kept || !merged) return [];
      return [
        {
          id: merge.id,
          kept,
          merged,
          reason: this.vault.decryptNullable(reasonRef(merge.id), merge.reasonEnc),
          moves: movesOf(merge.moved.counts),
          by: merge.mergedBy,
          at: merge.at.toISOString(),
          undoneAt: merge.undoneAt?.toISOString() ?? null,
          undoneBy: merge.undoneBy,
        },
      ];
    });
  }

  async #get(
    manager: EntityManager,
    mergeId: string,
    { lock = false } = {},
  ): Promise<LeadMergeEntity> {
    const merge = isId(mergeId)
      ? await manager.findOne(LeadMergeEntity, {
          where: { id: mergeId },
          ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
        })
      : null;
    if (!merge) throw mergeNotFound();
    return merge;
  }

  /** Both leads and everything the two patients are reached at, always in the same order. */
  async #lockBoth(
    manager: EntityManager,
    keptId: string,
    mergedId: string,
  ): Promise<[MergeSide, MergeSide]> {
    const patients = await manager.find(LeadEntity, {
      select: { id: true, patientId: true },
      where: { id: In([keptId, mergedId]) },
    });
    const people = await this.people.view(
      manager,
      patients.map(({ patientId }) => patientId),
    );
    await this.people.lockContacts(
      manager,
      [...people.values()].flatMap(({ points }) => points),
    );
    const leads = new Map<string, LeadEntity>();
    for (const id of [keptId, mergedId].toSorted()) leads.set(id, await lockAnyLead(manager, id));
    const [kept, merged] = [leads.get(keptId), leads.get(mergedId)];
    if (!kept || !merged) throw leadError('lead.not_found', 'There is no such lead.');
    return [await this.#side(manager, kept), await this.#side(manager, merged)];
  }

  /** Merges of one lead are undone in the opposite order; only so is everything as it was. */
  async #refuseOutOfOrder(
    manager: EntityManager,
    merge: LeadMergeEntity,
    kept: MergeSide,
    keptPatientId: string,
  ): Promise<void> {
    const { keptLeadId } = merge;
    const standing = await manager.find(LeadMergeEntity, {
      where: [
        { keptLeadId, undoneAt: IsNull() },
        { mergedLeadId: keptLeadId, undoneAt: IsNull() },
      ],
    });
    const later = standing.filter(({ id, at }) => id !== merge.id && at >= merge.at);
    if (later.length === 0 && kept.lead.patientId === keptPatientId) return;
    throw leadError('merge.not_possible', 'A later merge has to be undone before this one.');
  }

  async #side(manager: EntityManager, lead: LeadEntity): Promise<MergeSide> {
    const names = await this.people.names(manager, [lead.patientId]);
    return { lead, patientName: names.get(lead.patientId) ?? null };
  }

  async #onRecord(
    manager: EntityManager,
    kind: 'lead.merged' | 'lead.merge_undone',
    merge: { id: string; kept: MergeSide; merged: MergeSide; reason?: string | undefined },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const pairs = [
      { lead: merge.kept.lead, other: merge.merged.lead, kept: true },
      { lead: merge.merged.lead, other: merge.kept.lead, kept: false },
    ];
    for (const { lead, other, kept } of pairs) {
      const payload = {
        mergeId: merge.id,
        otherLeadId: other.id,
        otherNumber: other.number,
        kept,
        ...(kind === 'lead.merged' && merge.reason ? { reason: merge.reason } : {}),
      };
      await this.activities.record(
        manager,
        { leadId: lead.id, kind, payload, at: now, actor },
        now,
      );
      await this.audit.record(
        manager,
        {
          actor,
          action: kind,
          resource: 'lead',
          resourceId: lead.id,
          leadId: lead.id,
          personId: lead.patientId,
          reason: merge.reason ?? null,
          details: { mergeId: merge.id, otherLeadId: other.id, kept },
        },
        now,
      );
      announce(manager, { event: 'lead.changed', id: lead.id, leadId: lead.id, created: false });
    }
  }

  /** When each is next looked after, and what the visitors read on their status pages. */
  async #follow(
    manager: EntityManager,
    kept: LeadEntity,
    merged: LeadEntity,
    moved: Moved,
    now: Date,
  ): Promise<void> {
    for (const { id } of [kept, merged]) await refreshNextAction(manager, id);
    for (const inquiryId of moved.rows['lead_inquiry.lead_id'] ?? []) {
      await enqueueJob(manager, RENDER_STATUS, { inquiryId }, { dueAt: now });
    }
  }
}

async function found(manager: EntityManager, id: string): Promise<LeadEntity> {
  const lead = isId(id) ? await manager.findOneBy(LeadEntity, { id }) : null;
  if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
  return lead;
}

function mergeNotFound() {
  return leadError('merge.not_found', 'There is no such merge.');
}

function reasonRef(id: string) {
  return { table: 'lead_merge', column: 'reason_enc', id };
}

type Counts = Moved['counts'];

function added(...counts: Counts[]): Counts {
  const sum: Counts = {};
  for (const [what, count] of counts.flatMap((each) => Object.entries(each))) {
    const key = what as keyof Counts;
    sum[key] = (sum[key] ?? 0) + count;
  }
  return sum;
}

function movesOf(counts: Counts): MergePreview['moves'] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => ({ what: what as keyof Counts, count }));
}
