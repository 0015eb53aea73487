import { Injectable } from '@nestjs/common';
import { type EntityManager, Not } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import { RingGroupEntity } from '#content';
import {
  ERROR_STATUS,
  type RingGroupEdit,
  type RingGroupInput,
  type RingGroupView,
  type RingMember,
} from '#contract';
import { databaseCode, isId, newId } from '#platform';
import { DomainError, notFound } from '../http/record-errors.js';
import { saveVersioned } from '../http/save-versioned.js';

const noGroup = notFound('ring_group.not_found', 'ring group');

/** What administrators do with ring groups. Each change is audited in its transaction. */
@Injectable()
export class RingGroups {
  constructor(private readonly audit: AuditService) {}

  async all(manager: EntityManager): Promise<RingGroupView[]> {
    const groups = await manager.find(RingGroupEntity, { order: { name: 'ASC', id: 'ASC' } });
    return groups.map(viewOf);
  }

  async get(manager: EntityManager, id: string): Promise<RingGroupView> {
    const group = isId(id) ? await manager.findOneBy(RingGroupEntity, { id }) : null;
    if (!group) throw noGroup();
    return viewOf(group);
  }

  /** Throws `ring_group.name_taken`, and `request.invalid` for a colleague who is not there. */
  async add(
    manager: EntityManager,
    input: RingGroupInput,
    actor: Actor,
    now: Date,
  ): Promise<RingGroupView> {
    await refuseStrangers(manager, input.members);
    const id = newId();
    if (input.isDefault) await noOtherDefault(manager, id);
    await oneOfAName(
      manager.insert(RingGroupEntity, { id, ...input, createdAt: now, updatedAt: now }),
    );
    await this.#audited(manager, 'ring_group.added', id, actor, now, []);
    return this.get(manager, id);
  }

  /** Throws the same, `ring_group.not_found` and `record.version_conflict`. */
  async change(
    manager: EntityManager,
    id: string,
    change: RingGroupEdit,
    actor: Actor,
    now: Date,
  ): Promise<RingGroupView> {
    if (!isId(id)) throw noGroup();
    await refuseStrangers(manager, change.members ?? []);
    const before = await this.get(manager, id);
    if (change.isDefault && !before.isDefault && before.version === change.version) {
      await noOtherDefault(manager, id);
    }
    const rules = { now, notFound: noGroup };
    const { saved, fields } = await oneOfAName(
      saveVersioned(manager, RingGroupEntity, id, change, rules),
    );
    await this.#audited(manager, 'ring_group.changed', id, actor, now, fields);
    return viewOf(saved);
  }

  async #audited(
    manager: EntityManager,
    action: string,
    resourceId: string,
    actor: Actor,
    now: Date,
    fields: string[],
  ): Promise<void> {
    const entry = { actor, action, resource: 'ring_group', resourceId, details: { fields } };
    await this.audit.record(manager, entry, now);
  }
}

function viewOf(group: RingGroupEntity): RingGroupView {
  const { id, version, name, inTurn, seconds, members, isDefault, active } = group;
  return { id, version, name, inTurn, seconds, members, isDefault, active };
}

/** One group rings for every number that has none of its own. */
async function noOtherDefault(manager: EntityManager, id: string): Promise<void> {
  const others = { isDefault: true, id: Not(id) };
  await manager.update(RingGroupEntity, others, { isDefault: false });
}

async function refuseStrangers(
  manager: EntityManager,
  members: readonly RingMember[],
): Promise<void> {
  const staff = members.flatMap((member) => (member.kind === 'staff' ? [member.staffId] : []));
  const known = await manager.query<{ id: string }[]>(
    'SELECT id FROM staff_user WHERE id = ANY($1::uuid[])',
    [staff],
  );
  if (new Set(staff).size === known.length) return;
  const message = 'Somebody of these is no colleague of ours.';
  const status = ERROR_STATUS['request.invalid'];
  throw new DomainError('request.invalid', { status, message, errors: { members: message } });
}

async function oneOfAName<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    const message = 'There is a group of this name already.';
    const status = ERROR_STATUS['ring_group.name_taken'];
    throw new DomainError('ring_group.name_taken', { status, message, errors: { name: message } });
  }
}
