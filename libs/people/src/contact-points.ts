import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#platform';
import { type BlindDigest, Vault } from '#vault';
import type { ContactKind } from './contact-point.entity.js';
import { normaliseEmail, normalisePhone } from './normalise.js';

/** A phone number or e-mail address, as typed or normalised. */
export interface ContactValue {
  kind: ContactKind;
  value: string;
}

/** What a person wishes at a contact point; left out or null: they did not say. */
export interface ContactWishes {
  safeToVoicemail?: boolean | null | undefined;
  safeToText?: boolean | null | undefined;
  preferredTime?: string | null | undefined;
}

/** Finds and keeps the one row of each phone number and e-mail address. */
@Injectable()
export class ContactPoints {
  constructor(private readonly vault: Vault) {}

  /** The value as it is stored and compared; what cannot be normalised is kept as typed. */
  normalise(point: ContactValue): string {
    const typed = point.value.trim();
    const normal = point.kind === 'phone' ? normalisePhone(typed) : normaliseEmail(typed);
    return normal ?? typed;
  }

  /** Digests a contact point is found by: any of them is a hit. */
  digests(point: ContactValue): BlindDigest[] {
    return this.vault.digests(point.kind, this.normalise(point));
  }

  /**
   * Waits until no other transaction works on any of these contacts, and holds them to its own end.
   * Always in the same order, so that two transactions never wait for each other.
   */
  async lock(manager: EntityManager, points: ContactValue[]): Promise<void> {
    const keys = points.flatMap((point) =>
      this.digests(point).map(({ digest }) => digest.readBigInt64BE(0).toString()),
    );
    if (keys.length === 0) return;
    const sorted = [...new Set(keys)].sort();
    await manager.query(
      'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) WITH ORDINALITY AS t(key, n) ORDER BY n',
      [sorted],
    );
  }

  /** The id of a contact point's row, or null when nobody ever gave it. */
  async find(manager: EntityManager, point: ContactValue): Promise<string | null> {
    const [row] = await manager.query<{ contact_point_id: string }[]>(
      'SELECT contact_point_id FROM contact_point_digest WHERE digest = ANY($1::bytea[]) LIMIT 1',
      [this.digests(point).map(({ digest }) => digest)],
    );
    return row?.contact_point_id ?? null;
  }

  /** The id of a contact point's row, which is made when there is none; two at once get the same. */
  async ensure(manager: EntityManager, point: ContactValue, now: Date): Promise<string> {
    const found = await this.find(manager, point);
    if (found) return found;
    const id = newId();
    const digests = this.digests(point);
    const [added] = await manager.query<{ id: string }[]>(
      `WITH mine AS (
         INSERT INTO contact_point_digest (key_id, digest, contact_point_id)
         SELECT * FROM unnest($1::text[], $2::bytea[], $3::uuid[]) ON CONFLICT DO NOTHING
         RETURNING contact_point_id)
       INSERT INTO contact_point (id, kind, value_enc, created_at)
       SELECT DISTINCT contact_point_id, $4, $5, $6::timestamptz FROM mine RETURNING id`,
      [
        digests.map(({ keyId }) => keyId),
        digests.map(({ digest }) => digest),
        digests.map(() => id),
        point.kind,
        this.vault.encrypt(valueRef(id), this.normalise(point)),
        now,
      ],
    );
    if (added) return added.id;
    const winner = await this.find(manager, point);
    if (!winner) throw new Error('A contact point was neither found nor made');
    return winner;
  }

  /** Ties a contact point to a person; wishes that were said replace older ones. */
  async link(
    manager: EntityManager,
    personId: string,
    contactPointId: string,
    wishes: ContactWishes,
    now: Date,
  ): Promise<void> {
    const id = newId();
    const [added] = await manager.query<{ id: string }[]>(
      `INSERT INTO person_contact (id, person_id, contact_point_id, safe_to_voicemail, safe_to_text,
         preferred_time_enc, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
      [
        id,
        personId,
        contactPointId,
        wishes.safeToVoicemail ?? null,
        wishes.safeToText ?? null,
        this.vault.encryptNullable(preferredTimeRef(id), wishes.preferredTime),
        now,
      ],
    );
    if (!added) await this.#renewWishes(manager, personId, contactPointId, wishes);
  }

  async #renewWishes(
    manager: EntityManager,
    personId: string,
    contactPointId: string,
    wishes: ContactWishes,
  ): Promise<void> {
    const said = [wishes.safeToVoicemail, wishes.safeToText, wishes.preferredTime];
    if (said.every((wish) => wish == null)) return;
    const [row] = await manager.query<{ id: string }[]>(
      'SELECT id FROM person_contact WHERE person_id = $1 AND contact_point_id = $2',
      [personId, contactPointId],
    );
    if (!row) return;
    await manager.query(
      `UPDATE person_contact SET safe_to_voicemail = COALESCE($2, safe_to_voicemail),
         safe_to_text = COALESCE($3, safe_to_text),
         preferred_time_enc = COALESCE($4, preferred_time_enc) WHERE id = $1`,
      [
        row.id,
        wishes.safeToVoicemail ?? null,
        wishes.safeToText ?? null,
        this.vault.encryptNullable(preferredTimeRef(row.id), wishes.preferredTime),
      ],
    );
  }

  /** Changes the wishes that are given; null takes one back. False when there is no such link. */
  async setWishes(
    manager: EntityManager,
    personId: string,
    contactPointId: string,
    wishes: ContactWishes,
  ): Promise<boolean> {
    const [row] = await manager.query<{ id: string }[]>(
      'SELECT id FROM person_contact WHERE person_id = $1 AND contact_point_id = $2 FOR UPDATE',
      [personId, contactPointId],
    );
    if (!row) return false;
    const { safeToVoicemail, safeToText, preferredTime } = wishes;
    await manager.query(
      `UPDATE person_contact SET
         safe_to_voicemail = CASE WHEN $2 THEN $3 ELSE safe_to_voicemail END,
         safe_to_text = CASE WHEN $4 THEN $5 ELSE safe_to_text END,
         preferred_time_enc = CASE WHEN $6 THEN $7 ELSE preferred_time_enc END WHERE id = $1`,
      [
        row.id,
        safeToVoicemail !== undefined,
        safeToVoicemail ?? null,
        safeToText !== undefined,
        safeToText ?? null,
        preferredTime !== undefined,
        this.vault.encryptNullable(preferredTimeRef(row.id), preferredTime),
      ],
    );
    return true;
  }

  /** The value of a contact point's row, decrypted. */
  valueOf(row: { id: string; value_enc: string }): string {
    return this.vault.decrypt(valueRef(row.id), row.value_enc);
  }

  /** The preferred time of a link's row, decrypted. */
  preferredTimeOf(row: { id: string; preferred_time_enc: string | null }): string | null {
    return this.vault.decryptNullable(preferredTimeRef(row.id), row.preferred_time_enc);
  }
}

function valueRef(id: string) {
  return { table: 'contact_point', column: 'value_enc', id };
}

function preferredTimeRef(id: string) {
  return { table: 'person_contact', column: 'preferred_time_enc', id };
}
