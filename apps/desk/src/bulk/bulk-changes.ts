import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BulkChangeInput, BulkChangeResult } from '#contract';
import { LeadWorkService } from '#follow-up';
import {
  type BulkBefore,
  BulkChangeService,
  type BulkOutcome,
  type BulkWhat,
  LeadEntity,
  lockLead,
  TagService,
} from '#leads';
import { refuseForeignAssignment } from '../leads/assigning.js';
import type { Visit } from '../http/visit.js';
import { eachLead } from './each-lead.js';

/** Changes many leads at once, each by its own rules: one that refuses does not hold up the others. */
@Injectable()
export class BulkChanges {
  constructor(
    private readonly work: LeadWorkService,
    private readonly tags: TagService,
    private readonly changes: BulkChangeService,
  ) {}

  /** Changes those that may be changed, in one transaction, and says of each what came of it. */
  async make(
    manager: EntityManager,
    input: BulkChangeInput,
    visit: Visit,
    now: Date,
  ): Promise<BulkChangeResult> {
    const outcome: BulkOutcome = { done: [], unchanged: [], refused: [] };
    const ids = [...new Set(input.ids)];
    const numbers = await this.changes.numbers(manager, ids);
    if (input.kind === 'tag') await this.tags.get(manager, input.what.tagId);
    const failed = await eachLead(manager, ids, async (leadId) => {
      const before = await this.#change(manager, leadId, input, visit, now);
      if (before) outcome.done.push(before);
      else outcome.unchanged.push(leadId);
    });
    for (const { leadId, error } of failed) {
      outcome.refused.push({ leadId, code: error.code, because: error.message });
    }
    const { kind } = input;
    const change = { kind, what: withoutWords(input.what), outcome };
    const id = await this.changes.record(manager, change, visit.actor, now);
    return {
      id,
      kind,
      done: outcome.done.map(({ leadId }) => leadId),
      unchanged: outcome.unchanged,
      refused: outcome.refused.map(({ leadId, code, because }) => ({
        id: leadId,
        number: numbers.get(leadId) ?? null,
        code,
        because,
      })),
      by: visit.actor.id,
      at: now.toISOString(),
      undoneAt: null,
    };
  }

  /** What the lead was before; undefined when it was as it should be. */
  async #change(
    manager: EntityManager,
    leadId: string,
    input: BulkChangeInput,
    visit: Visit,
    now: Date,
  ): Promise<BulkBefore | undefined> {
    const lead = await lockLead(manager, leadId);
    if (input.kind === 'assign') return this.#assign(manager, lead, input.what, visit, now);
    if (input.kind === 'stage') {
      const { stage, closedReason } = lead;
      if (stage === input.what.stage) return undefined;
      await this.work.changeStage(manager, leadId, input.what, visit.actor, now);
      return { leadId, stage, closedReason };
    }
    const { tagId, add } = input.what;
    const changed = add
      ? await this.tags.add(manager, leadId, tagId, visit.actor, now)
      : await this.tags.remove(manager, leadId, tagId, visit.actor, now);
    return changed ? { leadId, tagged: !add } : undefined;
  }

  async #assign(
    manager: EntityManager,
    lead: LeadEntity,
    what: Extract<BulkChangeInput, { kind: 'assign' }>['what'],
    { actor, colleague }: Visit,
    now: Date,
  ): Promise<BulkBefore | undefined> {
    const { id: leadId, ownerId, teamId } = lead;
    const to = { ownerId: what.ownerId, teamId: what.teamId ?? null, note: what.note };
    if (ownerId === to.ownerId && teamId === to.teamId && !lead.closedAt) return undefined;
    await refuseForeignAssignment(manager, colleague, leadId, to);
    await this.work.assign(manager, leadId, to, actor, now);
    return { leadId, ownerId, teamId };
  }
}

/** What somebody typed goes to the timeline of each lead, encrypted, and nowhere else. */
function withoutWords(what: BulkChangeInput['what']): BulkWhat {
  return Object.fromEntries(Object.entries(what).filter(([key]) => key !== 'note'));
}
