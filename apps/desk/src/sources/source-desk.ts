import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, AuditService } from '#audit';
import { SourceEntity, TrackingNumberEntity } from '#content';
import type { SourceInput, TrackingNumberInput } from '#contract';
import { databaseCode, isId, newId } from '#platform';
import { DomainError, notFound } from '../http/record-errors.js';
import { saveVersioned } from '../http/save-versioned.js';

const noSource = notFound('source.not_found', 'source');
const noRingGroup = notFound('ring_group.not_found', 'ring group');
const noNumber = notFound('tracking_number.not_found', 'tracking number');

type SourceFields = z.infer<typeof SourceInput>;
type NumberFields = z.infer<typeof TrackingNumberInput>;

/** What managers do with sources and tracking numbers. Each change is audited in its transaction. */
@Injectable()
export class SourceDesk {
  constructor(private readonly audit: AuditService) {}

  async source(manager: EntityManager, id: string): Promise<SourceEntity> {
    const found = isId(id) ? await manager.findOneBy(SourceEntity, { id }) : null;
    if (!found) throw noSource();
    return found;
  }

  async trackingNumber(manager: EntityManager, id: string): Promise<TrackingNumberEntity> {
    const found = isId(id) ? await manager.findOneBy(TrackingNumberEntity, { id }) : null;
    if (!found) throw noNumber();
    return found;
  }

  async addSource(manager: EntityManager, input: SourceFields, actor: Actor, now: Date) {
    const id = newId();
    // Codes of one's own never meet the shipped ones, which are plain words.
    await manager.insert(SourceEntity, { id, code: `own_${id}`, ...input });
    await this.audited(manager, 'source.added', 'source', id, actor, now, []);
    return this.source(manager, id);
  }

  async changeSource(
    manager: EntityManager,
    id: string,
    change: Partial<SourceFields> & { version: number },
    actor: Actor,
    now: Date,
  ) {
    if (!isId(id)) throw noSource();
    const { saved, fields } = await saveVersioned(manager, SourceEntity, id, change, {
      now,
      notFound: noSource,
    });
    await this.audited(manager, 'source.changed', 'source', id, actor, now, fields);
    return saved;
  }

  /** Throws `request.invalid` when the number is ours already, `source.not_found`, `ring_group.not_found`. */
  async addNumber(manager: EntityManager, input: NumberFields, actor: Actor, now: Date) {
    await this.source(manager, input.sourceId);
    await checkRingGroup(manager, input.ringGroupId);
    const id = newId();
    await oneOfAPhone(manager.insert(TrackingNumberEntity, { id, ...input, isDefault: false }));
    await this.audited(manager, 'tracking_number.added', 'tracking_number', id, actor, now, []);
    return this.trackingNumber(manager, id);
  }

  async changeNumber(
    manager: EntityManager,
    id: string,
    change: Partial<NumberFields> & { version: number },
    actor: Actor,
    now: Date,
  ) {
    if (!isId(id)) throw noNumber();
    if (change.sourceId) await this.source(manager, change.sourceId);
    await checkRingGroup(manager, change.ringGroupId);
    const rules = { now, notFound: noNumber };
    const { saved, fields } = await oneOfAPhone(
      saveVersioned(manager, TrackingNumberEntity, id, change, rules),
    );
    await this.audited(
      manager,
      'tracking_number.changed',
      'tracking_number',
      id,
      actor,
      now,
      fields,
    );
    return saved;
  }

  private audited(
    manager: EntityManager,
    action: string,
    resource: string,
    id: string,
    actor: Actor,
    now: Date,
    fields: string[],
  ) {
    return this.audit.record(
      manager,
      { actor, action, resource, resourceId: id, details: { fields } },
      now,
    );
  }
}

async function checkRingGroup(
  manager: EntityManager,
  id: string | null | undefined,
): Promise<void> {
  if (id == null) return;
  const found = await manager.query<unknown[]>('SELECT 1 FROM ring_group WHERE id = $1', [id]);
  if (found.length === 0) throw noRingGroup();
}

async function oneOfAPhone<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    throw new DomainError('request.invalid', {
      status: 400,
      message: 'This number is in the list already.',
      errors: { phone: 'This number is in the list already.' },
      cause: error,
    });
  }
}
