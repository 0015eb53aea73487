import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import type { FacilityAccessMade, FacilityAccessView } from '#contract';
import { newId } from '#platform';
import { capabilityDigest, newToken } from '#vault';
import { directoryError } from '../directory-errors.js';
import { FacilityService } from '../facility.service.js';
import { FacilityApiKeyEntity, FacilityLinkEntity } from './bed.entity.js';

const DAY = 86_400_000;
/** Marks a key as one of ours wherever it is found. */
const KEY_PREFIX = 'blbeds_';

/** How a facility gets in to report its beds: a link for people, a key for machines. Only digests are kept. */
@Injectable()
export class FacilityAccessService {
  constructor(private readonly facilities: FacilityService) {}

  /** Makes a link that works for `days`. The token is in the answer and nowhere else. Throws `facility.not_found`. */
  async makeLink(
    manager: EntityManager,
    facilityId: string,
    days: number,
    actor: Actor,
    now: Date,
  ): Promise<FacilityAccessMade> {
    await this.facilities.lock(manager, facilityId);
    const token = newToken();
    const link = {
      id: newId(),
      facilityId,
      tokenDigest: capabilityDigest(token),
      createdBy: staffIdOf(actor),
      expiresAt: new Date(now.getTime() + days * DAY),
      createdAt: now,
    };
    await manager.insert(FacilityLinkEntity, link);
    const details = { accessId: link.id };
    await this.facilities.recorded(manager, facilityId, 'facility.link_made', details, actor, now);
    return { access: linkView({ ...link, revokedAt: null, lastUsedAt: null }), secret: token };
  }

  /** Makes a key. It is in the answer and nowhere else. Throws `facility.not_found`. */
  async makeKey(
    manager: EntityManager,
    facilityId: string,
    label: string,
    actor: Actor,
    now: Date,
  ): Promise<FacilityAccessMade> {
    await this.facilities.lock(manager, facilityId);
    const token = newToken();
    const key = {
      id: newId(),
      facilityId,
      label,
      keyDigest: capabilityDigest(token),
      createdBy: staffIdOf(actor),
      createdAt: now,
    };
    await manager.insert(FacilityApiKeyEntity, key);
    const details = { accessId: key.id };
    await this.facilities.recorded(manager, facilityId, 'facility.key_made', details, actor, now);
    return {
      access: keyView({ ...key, revokedAt: null, lastUsedAt: null }),
      secret: KEY_PREFIX + token,
    };
  }

  /** Ends a link or key at once. Throws `facility_access.not_found`. */
  async revoke(
    manager: EntityManager,
    kind: FacilityAccessView['kind'],
    id: string,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const entity = kind === 'link' ? FacilityLinkEntity : FacilityApiKeyEntity;
    const found = await manager.findOne<FacilityLinkEntity | FacilityApiKeyEntity>(entity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!found) throw directoryError('facility_access.not_found', 'There is no such link or key.');
    if (found.revokedAt === null) {
      await manager.update(entity, id, { revokedAt: now });
      const action = `facility.${kind}_revoked`;
      await this.facilities.recorded(
        manager,
        found.facilityId,
        action,
        { accessId: id },
        actor,
        now,
      );
    }
    return found.facilityId;
  }

  /** Links and keys of a facility, latest first; at most 50 of each. */
  async of(manager: EntityManager, facilityId: string): Promise<FacilityAccessView[]> {
    const latest = { where: { facilityId }, order: { createdAt: 'DESC' as const }, take: 50 };
    const links = await manager.find(FacilityLinkEntity, latest);
    const keys = await manager.find(FacilityApiKeyEntity, latest);
    return [...links.map(linkView), ...keys.map(keyView)];
  }
}

function linkView(
  link: Pick<
    FacilityLinkEntity,
    'id' | 'createdBy' | 'createdAt' | 'expiresAt' | 'revokedAt' | 'lastUsedAt'
  >,
): FacilityAccessView {
  return {
    id: link.id,
    kind: 'link',
    label: null,
    createdBy: link.createdBy,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    revokedAt: link.revokedAt?.toISOString() ?? null,
    lastUsedAt: link.lastUsedAt?.toISOString() ?? null,
  };
}

function keyView(
  key: Pick<
    FacilityApiKeyEntity,
    'id' | 'label' | 'createdBy' | 'createdAt' | 'revokedAt' | 'lastUsedAt'
  >,
): FacilityAccessView {
  return {
    id: key.id,
    kind: 'key',
    label: key.label,
    createdBy: key.createdBy,
    createdAt: key.createdAt.toISOString(),
    expiresAt: null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
