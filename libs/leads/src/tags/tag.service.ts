import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import { databaseCode, isId, newId } from '#platform';
import { checkVersion, leadError, lockLead } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';
import { TagEntity } from './tag.entity.js';

/** Keeps the words that leads are marked with. Every write belongs into the caller's transaction. */
@Injectable()
export class TagService {
  constructor(
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /** The tag, or `tag.not_found`. */
  async get(manager: EntityManager, tagId: string): Promise<TagEntity> {
    const tag = isId(tagId) ? await manager.findOneBy(TagEntity, { id: tagId }) : null;
    if (!tag) throw leadError('tag.not_found', 'There is no such tag.');
    return tag;
  }

  /** Makes a tag. Throws `tag.name_taken`. */
  async create(
    manager: EntityManager,
    input: { name: string; colour: string },
    actor: Actor,
    now: Date,
  ): Promise<TagEntity> {
    const tag = { ...input, id: newId(), active: true, version: 1, createdAt: now, updatedAt: now };
    await refusingTakenName(() => manager.insert(TagEntity, tag));
    await this.#recorded(manager, 'tag.created', tag.id, {}, actor, now);
    return tag;
  }

  /**
   * Renames, recolours, retires or brings back. Throws `tag.not_found`, `record.version_conflict`,
   * `tag.name_taken`.
   */
  async edit(
    manager: EntityManager,
    tagId: string,
    edit: {
      version: number;
      name?: string | undefined;
      colour?: string | undefined;
      active?: boolean | undefined;
    },
    actor: Actor,
    now: Date,
  ): Promise<TagEntity> {
    const tag = await manager.findOne(TagEntity, {
      where: { id: tagId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!tag) throw leadError('tag.not_found', 'There is no such tag.');
    const { version, ...yours } = edit;
    const { name, colour, active } = tag;
    checkVersion(tag, version, { name, colour, active }, yours);
    const wanted = {
      name: edit.name ?? name,
      colour: edit.colour ?? colour,
      active: edit.active ?? active,
    };
    const fields = (['name', 'colour', 'active'] as const).filter(
      (field) => wanted[field] !== tag[field],
    );
    if (fields.length === 0) return tag;
    const change = { ...wanted, version: version + 1, updatedAt: now };
    await refusingTakenName(() => manager.update(TagEntity, { id: tagId }, change));
    await this.#recorded(manager, 'tag.edited', tagId, { fields }, actor, now);
    return Object.assign(tag, change);
  }

  /** The tags of leads: lead id → its tags by name, retired ones too. */
  async ofLeads(
    manager: EntityManager,
    leadIds: readonly string[],
  ): Promise<Map<string, TagEntity[]>> {
    const links = await manager.query<{ lead_id: string; tag_id: string }[]>(
      `SELECT lt.lead_id, lt.tag_id FROM lead_tag lt JOIN tag t ON t.id = lt.tag_id
       WHERE lt.lead_id = ANY($1::uuid[]) ORDER BY lower(t.name), t.id`,
      [leadIds],
    );
    const ids = [...new Set(links.map((link) => link.tag_id))];
    const tags = await manager.findBy(TagEntity, { id: In(ids) });
    const byId = new Map(tags.map((tag) => [tag.id, tag]));
    return new Map(
      leadIds.map((leadId) => [
        leadId,
        links
          .filter((link) => link.lead_id === leadId)
          .flatMap((link) => byId.get(link.tag_id) ?? []),
      ]),
    );
  }

  /**
   * Marks a lead; nothing when it is marked already. False then. Throws `lead.not_found`,
   * `tag.not_found`, `tag.retired`.
   */
  async add(
    manager: EntityManager,
    leadId: string,
    tagId: string,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    const lead = await lockLead(manager, leadId);
    const tag = await this.get(manager, tagId);
    if (!tag.active) {
      throw leadError('tag.retired', 'This tag is retired and not given any more.', {
        errors: { tagId: 'Please choose a tag that is in use.' },
      });
    }
    const added = await manager.query<unknown[]>(
      `INSERT INTO lead_tag (lead_id, tag_id, added_by, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING tag_id`,
      [leadId, tagId, staffIdOf(actor), now],
    );
    if (added.length === 0) return false;
    await this.#tagged(manager, lead, tag, true, actor, now);
    return true;
  }

  /** Takes the mark away; false when there was none. Throws `lead.not_found`, `tag.not_found`. */
  async remove(
    manager: EntityManager,
    leadId: string,
    tagId: string,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    const lead = await lockLead(manager, leadId);
    const tag = await this.get(manager, tagId);
    const [, removed] = await manager.query<[unknown, number]>(
      'DELETE FROM lead_tag WHERE lead_id = $1 AND tag_id = $2',
      [leadId, tagId],
    );
    if (removed === 0) return false;
    await this.#tagged(manager, lead, tag, false, actor, now);
    return true;
  }

  async #tagged(
    manager: EntityManager,
    lead: { id: string; patientId: string },
    tag: TagEntity,
    added: boolean,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const leadId = lead.id;
    const payload = { tagId: tag.id, tag: tag.name, added };
    await this.activities.record(
      manager,
      { leadId, kind: 'tag.changed', payload, at: now, actor },
      now,
    );
    await this.audit.record(
      manager,
      {
        actor,
        action: added ? 'lead.tagged' : 'lead.untagged',
        resource: 'lead',
        resourceId: leadId,
        leadId,
        personId: lead.patientId,
        details: { tagId: tag.id },
      },
      now,
    );
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  async #recorded(
    manager: EntityManager,
    action: string,
    tagId: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const entry = { actor, action, resource: 'tag', resourceId: tagId, details };
    await this.audit.record(manager, entry, now);
  }
}

async function refusingTakenName<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    throw leadError('tag.name_taken', 'There is a tag of this name already.', {
      errors: { name: 'There is a tag of this name already.' },
    });
  }
}
