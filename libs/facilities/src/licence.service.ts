import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import type { FacilityLicenceCreate, FacilityLicenceEdit, FacilityLicenceView } from '#contract';
import { newId } from '#platform';
import { changedFields, directoryError, fieldsOf, refuseOldVersion } from './directory-errors.js';
import { FacilityLicenceEntity } from './facility.entity.js';
import { FacilityService } from './facility.service.js';

const DAY = 86_400_000;
/** Days before its end from which a licence is warned of. */
const SOON_DAYS = 60;

/** Keeps licences and accreditations. */
@Injectable()
export class FacilityLicenceService {
  constructor(private readonly facilities: FacilityService) {}

  /** Throws `facility.not_found`. */
  async add(
    manager: EntityManager,
    facilityId: string,
    input: FacilityLicenceCreate,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.facilities.lock(manager, facilityId);
    const id = newId();
    await manager.insert(FacilityLicenceEntity, {
      ...input,
      id,
      facilityId,
      createdAt: now,
      updatedAt: now,
    });
    const details = { licenceId: id };
    await this.facilities.recorded(
      manager,
      facilityId,
      'facility.licence_added',
      details,
      actor,
      now,
    );
  }

  /** Changes what is given. Throws `facility_licence.not_found`, `record.version_conflict`. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: FacilityLicenceEdit,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const licence = await manager.findOne(FacilityLicenceEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!licence) throw directoryError('facility_licence.not_found', 'There is no such license.');
    const { version, ...wanted } = edit;
    refuseOldVersion(licence, version, fieldsOf(licence), wanted);
    const fields = changedFields(fieldsOf(licence), wanted);
    if (fields.length === 0) return licence.facilityId;
    await manager.update(FacilityLicenceEntity, id, {
      ...Object.fromEntries(fields.map((key) => [key, wanted[key as keyof typeof wanted]])),
      version: version + 1,
      updatedAt: now,
    });
    const details = { licenceId: id, fields };
    await this.facilities.recorded(
      manager,
      licence.facilityId,
      'facility.licence_changed',
      details,
      actor,
      now,
    );
    return licence.facilityId;
  }
}

/** Where a licence stands on the day of `now` (UTC): ended the day after its last, warned of 60 days before. */
export function licenceStanding(
  validUntil: string | null,
  now: Date,
): FacilityLicenceView['standing'] {
  if (validUntil === null) return 'unknown';
  const left = Date.parse(`${validUntil}T00:00:00Z`) + DAY - now.getTime();
  if (left <= 0) return 'ended';
  return left <= SOON_DAYS * DAY ? 'ends_soon' : 'valid';
}

/** A licence as the desk shows it. */
export function licenceView(licence: FacilityLicenceEntity, now: Date): FacilityLicenceView {
  const { id, version, kind, number, issuedBy, validUntil, active } = licence;
  const standing = licenceStanding(validUntil, now);
  return { id, version, kind, number, issuedBy, validUntil, standing, active };
}
