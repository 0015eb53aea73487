import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import { ERROR_STATUS, type PersonEdit } from '#contract';
import { DomainError, gather, insertRow, newId, settle, together } from '#platform';
import { type BlindDigest, nameTokens, nameWords, Vault } from '#vault';
import type { ContactKind } from './contact-point.entity.js';
import { ContactPoints, type ContactValue, type ContactWishes } from './contact-points.js';
import { bornLater, correctedFields, personChanged } from './correction.js';
import { tidyName } from './normalise.js';
import { type PersonView, viewPeople } from './person-view.js';

/** Somebody to put on record. Everything but the language may be unknown. */
export interface NewPerson {
  name?: string | null | undefined;
  /** ISO date. */
  birthDate?: string | null | undefined;
  language?: string | undefined;
  points?: (ContactValue & ContactWishes)[] | undefined;
}

/** A person found by a contact point. */
export interface PersonFound {
  personId: string;
  contactPointId: string;
  name: string | null;
}

/** Keeps people and how they are reached. Every write belongs into the caller's transaction. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly vault: Vault,
    private readonly points: ContactPoints,
    private readonly audit: AuditService,
  ) {}

  /** Holds these contacts to the end of the transaction: intake of one contact is one at a time. */
  lockContacts(manager: EntityManager, points: ContactValue[]): Promise<void> {
    return this.points.lock(manager, points);
  }

  /** The same for the same number or address, however it was typed. */
  keyOf(point: ContactValue): string {
    return `${point.kind}:${this.points.normalise(point)}`;
  }

  /** Everybody who is reached at this number or address; a shared one has several. */
  async findByContact(
    manager: EntityManager,
    kind: ContactKind,
    value: string,
  ): Promise<PersonFound[]> {
    const rows = await manager.query<{ id: string; name_enc: string | null; point: string }[]>(
      `SELECT DISTINCT p.id, p.name_enc, d.contact_point_id AS point
       FROM contact_point_digest d
       JOIN person_contact c ON c.contact_point_id = d.contact_point_id
       JOIN person p ON p.id = c.person_id AND p.merged_into_id IS NULL
       WHERE d.digest = ANY($1::bytea[]) ORDER BY p.id`,
      [this.points.digests({ kind, value }).map(({ digest }) => digest)],
    );
    return rows.map((row) => ({
      personId: row.id,
      contactPointId: row.point,
      name: this.vault.decryptNullable(nameRef(row.id), row.name_enc),
    }));
  }

  /**
   * Everybody who is reached at a contact, which is held to the end of the transaction. Nobody we know:
   * somebody without a name is kept all the same, so that a later request from there finds their wish.
   */
  async reachedAt(
    manager: EntityManager,
    point: ContactValue,
    now: Date,
  ): Promise<{ personId: string; contactPointId: string }[]> {
    await this.lockContacts(manager, [point]);
    const known = await this.findByContact(manager, point.kind, point.value);
    if (known.length > 0) return known;
    const { personId, contactPointIds } = await this.recordPerson(
      manager,
      { points: [point] },
      now,
    );
    return [{ personId, contactPointId: contactPointIds[0] as string }];
  }

  /** Puts a new person on record with all their contact points (ids in the order given). */
  async recordPerson(
    manager: EntityManager,
    person: NewPerson,
    now: Date,
  ): Promise<{ personId: string; contactPointIds: string[] }> {
    const id = newId();
    const name = tidyName(person.name);
    const digests = name ? this.#nameDigests(name) : [];
    await insertRow(manager, 'person', {
      id,
      name_enc: this.vault.encryptNullable(nameRef(id), name),
      birth_date_enc: this.vault.encryptNullable(birthDateRef(id), person.birthDate),
      language: person.language ?? 'en',
      created_at: now,
      updated_at: now,
    });
    await insertNameDigests(manager, id, digests);
    const contactPointIds: string[] = [];
    for (const point of person.points ?? []) {
      contactPointIds.push(await this.addPoint(manager, id, point, now));
    }
    return { personId: id, contactPointIds };
  }

  /** Adds a contact point to a person (or renews their wishes about it) and gives its id. */
  async addPoint(
    manager: EntityManager,
    personId: string,
    point: ContactValue & ContactWishes,
    now: Date,
  ): Promise<string> {
    const id = await this.points.ensure(manager, point, now);
    await this.points.link(manager, personId, id, point, now);
    return id;
  }

  /**
   * Changes what somebody wishes at a contact point; a wish that is left out stays, null takes it back.
   * False when they are not reached there.
   */
  setWishes(
    manager: EntityManager,
    personId: string,
    pointId: string,
    wishes: ContactWishes,
  ): Promise<boolean> {
    return this.points.setWishes(manager, personId, pointId, wishes);
  }

  /** Locks somebody's record until the transaction ends. Throws `person.not_found`. */
  async lock(manager: EntityManager, personId: string): Promise<void> {
    const found = await manager.query<unknown[]>('SELECT 1 FROM person WHERE id = $1 FOR UPDATE', [
      personId,
    ]);
    if (found.length === 0) throw personNotFound();
  }

  /** Throws `person.not_found` for somebody who is not on record, or was found to be somebody else. */
  async checkLiving(manager: EntityManager, personId: string): Promise<void> {
    const found = await manager.query<unknown[]>(
      'SELECT 1 FROM person WHERE id = $1 AND merged_into_id IS NULL',
      [personId],
    );
    if (found.length === 0) throw personNotFound();
  }

  /**
   * Two turn out to be one: whoever has no date of birth is given the other's. True when they were.
   * Until they are two again the other keeps it too.
   */
  async lendBirthDate(
    manager: EntityManager,
    from: string,
    to: string,
    now: Date,
  ): Promise<boolean> {
    const people = await this.view(manager, [from, to]);
    const birthDate = people.get(from)?.birthDate ?? null;
    if (birthDate === null || people.get(to)?.birthDate !== null) return false;
    await this.#setBirthDate(manager, to, birthDate, now);
    return true;
  }

  /** Takes back what `lendBirthDate` gave, unless it was changed since. */
  async takeBirthDateBack(
    manager: EntityManager,
    from: string,
    to: string,
    now: Date,
  ): Promise<void> {
    const people = await this.view(manager, [from, to]);
    if (people.get(to)?.birthDate !== people.get(from)?.birthDate) return;
    await this.#setBirthDate(manager, to, null, now);
  }

  async #setBirthDate(
    manager: EntityManager,
    personId: string,
    birthDate: string | null,
    now: Date,
  ): Promise<void> {
    await manager.query(
      'UPDATE person SET birth_date_enc = $2, version = version + 1, updated_at = $3 WHERE id = $1',
      [personId, this.vault.encryptNullable(birthDateRef(personId), birthDate), now],
    );
  }

  /** Gives a person another name, or none (null); what they are found by follows. Throws `person.not_found`. */
  async rename(
    manager: EntityManager,
    personId: string,
    name: string | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const tidy = tidyName(name);
    const [, changed] = await manager.query<[unknown, number]>(
      'UPDATE person SET name_enc = $2, version = version + 1, updated_at = $3 WHERE id = $1',
      [personId, this.vault.encryptNullable(nameRef(personId), tidy), now],
    );
    if (changed === 0) throw personNotFound();
    await settle(manager, NAME_DIGESTS);
    await manager.query('DELETE FROM person_name_digest WHERE person_id = $1', [personId]);
    await insertNameDigests(manager, personId, tidy ? this.#nameDigests(tidy) : []);
    await this.audit.record(
      manager,
      { actor, action: 'person.renamed', resource: 'person', resourceId: personId, personId },
      now,
    );
  }

  /**
   * Corrects what is known of a person, on top of the version that was seen; what is left out stays.
   * Throws `person.not_found`, `record.version_conflict` with both values, and `request.invalid` for a birth
   * that is still to come.
   * @returns the names of the fields that changed
   */
  async correct(
    manager: EntityManager,
    personId: string,
    { version, ...wanted }: PersonEdit,
    actor: Actor,
    now: Date,
  ): Promise<string[]> {
    await this.lock(manager, personId);
    await this.checkLiving(manager, personId);
    const person = (await this.view(manager, [personId])).get(personId);
    if (!person) throw personNotFound();
    const fields = correctedFields(person, wanted);
    if (person.version !== version) throw personChanged(person, wanted);
    if (wanted.birthDate && wanted.birthDate > now.toISOString().slice(0, 10)) throw bornLater();
    if (fields.length === 0) return fields;
    if (fields.includes('name')) {
      await this.rename(manager, personId, wanted.name ?? null, actor, now);
    }
    if (fields.includes('birthDate')) {
      await this.#setBirthDate(manager, personId, wanted.birthDate ?? null, now);
    }
    await manager.query(
      'UPDATE person SET language = coalesce($2, language), version = $3, updated_at = $4 WHERE id = $1',
      [personId, wanted.language ?? null, version + 1, now],
    );
    await this.audit.record(
      manager,
      {
        actor,
        action: 'person.corrected',
        resource: 'person',
        resourceId: personId,
        personId,
        details: { fields },
      },
      now,
    );
    return fields;
  }

  /** People with their names and contact points decrypted; unknown ids are absent. */
  view(manager: EntityManager, ids: readonly string[]): Promise<Map<string, PersonView>> {
    return together(manager, 'view people', ids, async (lists) => {
      const all = await viewPeople(manager, lists.flat(), {
        name: (row) => this.vault.decryptNullable(nameRef(row.id), row.name_enc),
        birthDate: (row) => this.vault.decryptNullable(birthDateRef(row.id), row.birth_date_enc),
        points: this.points,
      });
      return lists.map((list) => new Map([...all].filter(([id]) => list.includes(id))));
    });
  }

  /** Names alone, decrypted: id → name. */
  async names(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string | null>> {
    const rows = await manager.query<{ id: string; name_enc: string | null }[]>(
      'SELECT id, name_enc FROM person WHERE id = ANY($1::uuid[])',
      [[...new Set(ids)]],
    );
    return new Map(
      rows.map((row) => [row.id, this.vault.decryptNullable(nameRef(row.id), row.name_enc)]),
    );
  }

  /**
   * Digests to find names by: a list for each word of `words`; a person matches when each list has
   * one of theirs in `person_name_digest`. A word of three letters also finds what begins with it.
   */
  nameSearch(words: string): Buffer[][] {
    return nameWords(words).map((word) =>
      this.vault.digestsForLookup('name', word).map(({ digest }) => digest),
    );
  }

  /** Digests to find a number or address by in `contact_point_digest`. */
  pointSearch(kind: ContactKind, value: string): Buffer[] {
    return this.points.digests({ kind, value }).map(({ digest }) => digest);
  }

  #nameDigests(name: string) {
    return nameTokens(name).flatMap((token) => this.vault.digests('name', token));
  }
}

/** Their kind among what a transaction gathers. */
const NAME_DIGESTS = 'name-digest';

/** What somebody is found by; nothing reads it in the transaction that writes it. */
function insertNameDigests(
  manager: EntityManager,
  personId: string,
  digests: readonly BlindDigest[],
): Promise<void> {
  const rows = digests.map((each) => ({ ...each, personId }));
  return gather(manager, NAME_DIGESTS, rows, async (all) => {
    await manager.query(
      `INSERT INTO person_name_digest (key_id, digest, person_id)
       SELECT * FROM unnest($1::text[], $2::bytea[], $3::uuid[])`,
      [all.map((row) => row.keyId), all.map((row) => row.digest), all.map((row) => row.personId)],
    );
  });
}

/** `person.not_found`, ready to throw. */
export function personNotFound(): DomainError {
  return new DomainError('person.not_found', {
    status: ERROR_STATUS['person.not_found'],
    message: 'There is no such person.',
  });
}

function nameRef(id: string) {
  return { table: 'person', column: 'name_enc', id };
}

function birthDateRef(id: string) {
  return { table: 'person', column: 'birth_date_enc', id };
}
