import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import type { FacilityContactCreate, FacilityContactEdit, FacilityContactView } from '#contract';
import { newId } from '#platform';
import { Vault } from '#vault';
import { changedFields, directoryError, fieldError, refuseOldVersion } from './directory-errors.js';
import { FacilityContactEntity } from './facility.entity.js';
import { facilityPhone } from './facility-numbers.js';
import { FacilityService } from './facility.service.js';

/** Keeps whom to talk to at a facility. Names and how they are reached are encrypted. */
@Injectable()
export class FacilityContactService {
  constructor(
    private readonly facilities: FacilityService,
    private readonly vault: Vault,
  ) {}

  /** Throws `facility.not_found`, `request.invalid`. */
  async add(
    manager: EntityManager,
    facilityId: string,
    input: FacilityContactCreate,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.facilities.lock(manager, facilityId);
    const id = newId();
    await manager.insert(FacilityContactEntity, {
      id,
      facilityId,
      role: input.role,
      nameEnc: this.#sealed(id, 'name_enc', input.name) as string,
      phoneEnc: this.#sealed(id, 'phone_enc', readPhone(input.phone)),
      emailEnc: this.#sealed(id, 'email_enc', input.email),
      createdAt: now,
      updatedAt: now,
    });
    const details = { contactId: id };
    await this.facilities.recorded(
      manager,
      facilityId,
      'facility.contact_added',
      details,
      actor,
      now,
    );
  }

  /** Where a facility's admissions desk gets e-mail: of its contacts the one for admissions first; null: nowhere. */
  async admissionsEmail(manager: EntityManager, facilityId: string): Promise<string | null> {
    const [row] = await manager.query<{ id: string; email_enc: string }[]>(
      `SELECT id, email_enc FROM facility_contact WHERE facility_id = $1 AND active AND email_enc IS NOT NULL
       ORDER BY (role = 'admissions') DESC, id LIMIT 1`,
      [facilityId],
    );
    if (!row) return null;
    const place = { table: 'facility_contact', column: 'email_enc', id: row.id };
    return this.vault.decrypt(place, row.email_enc);
  }

  /** Changes what is given. Throws `facility_contact.not_found`, `record.version_conflict`, `request.invalid`. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: FacilityContactEdit,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const contact = await manager.findOne(FacilityContactEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!contact) throw directoryError('facility_contact.not_found', 'There is no such contact.');
    const { version, ...given } = edit;
    const wanted = {
      ...given,
      phone: given.phone === undefined ? undefined : readPhone(given.phone),
    };
    const current = this.view(contact);
    refuseOldVersion(contact, version, current, wanted);
    const fields = changedFields(current, wanted);
    if (fields.length === 0) return contact.facilityId;
    const next = {
      ...current,
      ...Object.fromEntries(fields.map((key) => [key, wanted[key as keyof typeof wanted]])),
    };
    await manager.update(FacilityContactEntity, id, {
      role: next.role,
      active: next.active,
      nameEnc: this.#sealed(id, 'name_enc', next.name) as string,
      phoneEnc: this.#sealed(id, 'phone_enc', next.phone),
      emailEnc: this.#sealed(id, 'email_enc', next.email),
      version: version + 1,
      updatedAt: now,
    });
    const details = { contactId: id, fields };
    await this.facilities.recorded(
      manager,
      contact.facilityId,
      'facility.contact_changed',
      details,
      actor,
      now,
    );
    return contact.facilityId;
  }

  /** A contact, decrypted. */
  view(contact: FacilityContactEntity): FacilityContactView {
    const open = (column: string, text: string | null) =>
      this.vault.decryptNullable(ref(contact.id, column), text);
    return {
      id: contact.id,
      version: contact.version,
      role: contact.role,
      name: open('name_enc', contact.nameEnc) ?? '',
      phone: open('phone_enc', contact.phoneEnc),
      email: open('email_enc', contact.emailEnc),
      active: contact.active,
    };
  }

  #sealed(id: string, column: string, text: string | null | undefined): string | null {
    return this.vault.encryptNullable(ref(id, column), text);
  }
}

function ref(id: string, column: string) {
  return { table: 'facility_contact', column, id };
}

function readPhone(text: string | null | undefined): string | null {
  if (!text) return null;
  const phone = facilityPhone(text);
  if (!phone) throw fieldError('phone', 'This is no phone number.');
  return phone;
}
