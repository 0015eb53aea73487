import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type {
  FactConfirmation,
  FacilityCreate,
  FacilityEdit,
  FacilityNoteCreate,
  SaidBy,
} from '#contract';
import { newId } from '#platform';
import { Vault } from '#vault';
import type { z } from 'zod';
import {
  changedFields,
  fieldError,
  fieldsOf,
  refuseOldVersion,
  standing,
} from './directory-errors.js';
import {
  FacilityEntity,
  FacilityNoteEntity,
  TreatmentOrganisationEntity,
} from './facility.entity.js';
import { facilityPhone, isNpi } from './facility-numbers.js';
import {
  FieldFactsService,
  type Saying,
  type SaidFields,
  watchedFields,
} from './field-facts.service.js';
import { addressKey, nameKey } from './place-keys.js';
import { ProgramEntity } from './program.entity.js';

/** What a facility holds of what somebody typed, as it is stored. */
type Stored = Partial<
  Pick<
    FacilityEntity,
    | 'name'
    | 'otherNames'
    | 'addressLine'
    | 'city'
    | 'state'
    | 'zip'
    | 'phone'
    | 'website'
    | 'npi'
    | 'description'
    | 'relationshipOwnerId'
    | 'listed'
    | 'bedMails'
    | 'active'
    | 'financialTie'
    | 'organisationId'
  >
>;

/** Keeps facilities: what they are, where, and who says so. */
@Injectable()
export class FacilityService {
  constructor(
    private readonly facts: FieldFactsService,
    private readonly audit: AuditService,
    private readonly vault: Vault,
  ) {}

  /** Adds a facility. Throws `request.invalid` with the field named. */
  async add(
    manager: EntityManager,
    input: FacilityCreate,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const id = newId();
    const stored = await this.#stored(manager, input);
    await manager.insert(FacilityEntity, {
      ...stored,
      id,
      name: input.name,
      source: input.saidBy === 'facility' ? 'facility' : 'staff',
      nameKey: nameKey(input.name),
      addressKey: addressKey(stored.addressLine, stored.zip),
      ...(await whereIs(manager, stored.zip)),
      createdAt: now,
      updatedAt: now,
    });
    const fields = Object.keys(stored).filter((key) => stored[key as keyof Stored] !== null);
    await this.#said(
      manager,
      id,
      [{ recordKind: 'facility', recordId: id, fields }],
      input.saidBy,
      actor,
      now,
    );
    await this.recorded(manager, id, 'facility.added', { saidBy: input.saidBy }, actor, now, true);
    return id;
  }

  /** Changes what is given. Throws `facility.not_found`, `record.version_conflict`, `request.invalid`. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: FacilityEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const facility = await this.lock(manager, id);
    const { version, saidBy, ...given } = edit;
    const stored = await this.#stored(manager, given);
    const current = fieldsOf(facility);
    refuseOldVersion(facility, version, current, stored);
    const fields = changedFields(current, stored);
    // Saying a value anew, unchanged, is a word that counts from now on.
    const said = Object.keys(stored).filter((key) => stored[key as keyof Stored] !== undefined);
    if (fields.length > 0) {
      const next = Object.assign(facility, stored);
      const moved = fields.includes('zip') ? await whereIs(manager, next.zip) : {};
      await manager.update(FacilityEntity, id, {
        ...Object.fromEntries(fields.map((field) => [field, stored[field as keyof Stored]])),
        ...moved,
        nameKey: nameKey(next.name),
        addressKey: addressKey(next.addressLine, next.zip),
        version: version + 1,
        updatedAt: now,
      });
    }
    await this.#said(
      manager,
      id,
      [{ recordKind: 'facility', recordId: id, fields: said }],
      saidBy,
      actor,
      now,
    );
    const tie = fields.includes('financialTie')
      ? { financialTie: { from: current.financialTie, to: stored.financialTie } }
      : {};
    await this.recorded(manager, id, 'facility.changed', { fields, saidBy, ...tie }, actor, now);
  }

  /** Says that what is written is still true. Throws `facility.not_found`, `program.not_found`. */
  async confirm(
    manager: EntityManager,
    id: string,
    { saidBy, recordId, fields }: FactConfirmation,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.lock(manager, id);
    const programs = await manager.find(ProgramEntity, {
      where: { facilityId: id, active: true },
      select: { id: true, takenBackAt: true },
    });
    const records: SaidFields[] = [
      { recordKind: 'facility', recordId: id, fields: fields ?? watchedFields('facility') },
      ...programs
        .filter(({ takenBackAt }) => takenBackAt === null)
        .map((program) => ({
          recordKind: 'program' as const,
          recordId: program.id,
          fields: fields ?? watchedFields('program'),
        })),
    ];
    const meant = records.filter((one) => recordId === undefined || one.recordId === recordId);
    if (meant.length === 0) throw fieldError('recordId', 'This is no record of the facility.');
    await this.#said(manager, id, meant, saidBy, actor, now);
    const details = { saidBy, ...(recordId ? { recordId } : {}), ...(fields ? { fields } : {}) };
    await this.recorded(manager, id, 'facility.confirmed', details, actor, now);
  }

  /** Writes a note. Throws `facility.not_found`. */
  async note(
    manager: EntityManager,
    facilityId: string,
    { body }: z.infer<typeof FacilityNoteCreate>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.lock(manager, facilityId);
    const id = newId();
    await manager.insert(FacilityNoteEntity, {
      id,
      facilityId,
      bodyEnc: this.vault.encrypt({ table: 'facility_note', column: 'body_enc', id }, body),
      writtenBy: staffIdOf(actor),
      createdAt: now,
    });
    await this.recorded(manager, facilityId, 'facility.noted', { noteId: id }, actor, now);
  }

  /** Reads a facility and holds it to the end of the transaction. Throws `facility.not_found`. */
  async lock(manager: EntityManager, id: string): Promise<FacilityEntity> {
    const facility = await manager.findOne(FacilityEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    return standing(facility);
  }

  /** Puts a change of anything about a facility on record, and tells the desk after the commit. */
  async recorded(
    manager: EntityManager,
    facilityId: string,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
    created = false,
  ): Promise<void> {
    const entry = { actor, action, resource: 'facility', resourceId: facilityId, details };
    await this.audit.record(manager, entry, now);
    announce(manager, { event: 'facility.changed', id: facilityId, leadId: null, created });
  }

  async #said(
    manager: EntityManager,
    facilityId: string,
    said: readonly SaidFields[],
    saidBy: SaidBy,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const saying: Saying = { saidBy, who: staffIdOf(actor), saidAt: now };
    await this.facts.say(manager, said, saying, now);
    await this.facts.refresh(manager, facilityId);
  }

  async #stored(
    manager: EntityManager,
    given: Omit<FacilityEdit, 'version' | 'saidBy'>,
  ): Promise<Stored> {
    const { organisationName, phone, npi, relationshipOwnerId, ...plain } = given;
    const stored: Stored = { ...plain };
    if (phone !== undefined) stored.phone = phone === null ? null : readPhone(phone);
    if (npi !== undefined) stored.npi = npi === null ? null : readNpi(npi);
    if (relationshipOwnerId !== undefined) {
      await refuseUnknownColleague(manager, relationshipOwnerId);
      stored.relationshipOwnerId = relationshipOwnerId;
    }
    if (organisationName !== undefined) {
      stored.organisationId = await organisationOf(manager, organisationName);
    }
    return Object.fromEntries(
      Object.entries(stored).filter(([, value]) => value !== undefined),
    ) as Stored;
  }
}

function readPhone(text: string): string {
  const phone = facilityPhone(text);
  if (!phone) throw fieldError('phone', 'This is no phone number.');
  return phone;
}

function readNpi(text: string): string {
  const digits = text.replaceAll(/\s/g, '');
  if (!isNpi(digits)) throw fieldError('npi', 'This is no NPI: its check digit is wrong.');
  return digits;
}

async function refuseUnknownColleague(manager: EntityManager, id: string | null): Promise<void> {
  if (id === null) return;
  const found = await manager.query<unknown[]>(
    "SELECT 1 FROM staff_user WHERE id = $1 AND status = 'active'",
    [id],
  );
  if (found.length === 0)
    throw fieldError('relationshipOwnerId', 'Please choose an active colleague.');
}

/** The organisation of this name, made when there is none. */
async function organisationOf(manager: EntityManager, name: string | null): Promise<string | null> {
  if (name === null) return null;
  const known = await manager
    .createQueryBuilder(TreatmentOrganisationEntity, 'o')
    .where('lower(o.name) = lower(:name)', { name })
    .orderBy('o.id')
    .getOne();
  if (known) return known.id;
  const id = newId();
  await manager.insert(TreatmentOrganisationEntity, { id, name, source: 'staff' });
  return id;
}

/** The middle of a ZIP code, until somebody knows better. */
async function whereIs(
  manager: EntityManager,
  zip: string | null | undefined,
): Promise<Pick<FacilityEntity, 'latitude' | 'longitude'>> {
  const [place] = zip
    ? await manager.query<Pick<FacilityEntity, 'latitude' | 'longitude'>[]>(
        'SELECT latitude, longitude FROM zip_place WHERE zip = $1',
        [zip],
      )
    : [];
  return place ?? { latitude: null, longitude: null };
}
