import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRow, newId, together } from '#platform';
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
    const digests = this.digests(point).map(({ digest }) => digest);
    return together(manager, 'find contact point', digests, async (asked) => {
      const rows = await manager.query<{ digest: Buffer; contact_point_id: string }[]>(
        'SELECT digest, contact_point_id FROM contact_point_digest WHERE digest = ANY($1::bytea[])',
        [asked.flat()],
      );
      const ids = new Map(rows.map((row) => [row.digest.toString('hex'), row.contact_point_id]));
      return asked.map((any) => firstOf(any, (digest) => ids.get(digest.toString('hex'))));
    });
  }

  /** The id of a contact point's row, which is made when there is none; two at once get the same. */
  async ensure(manager: EntityManager, point: ContactValue, now: Date): Promise<string> {
    const found = await this.find(manager, point);
    if (found) return found;
    const id = newId();
    const row: NewPoint = {
      id,
      kind: point.kind,
      valueEnc: this.vault.encrypt(valueRef(id), this.normalise(point)),
      digests: this.digests(point),
    };
    const added = await together(manager, 'add contact point', row, (rows) =>
      insertPoints(manager, rows, now),
    );
    if (added) return id;
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
    const added = await insertRow(
      manager,
      'person_contact',
      {
        id,
        person_id: personId,
        contact_point_id: contactPointId,
        safe_to_voicemail: wishes.safeToVoicemail ?? null,
        safe_to_text: wishes.safeToText ?? null,
        preferred_time_enc: this.vault.encryptNullable(preferredTimeRef(id), wishes.preferredTime),
        created_at: now,
      },
      { onConflict: 'DO NOTHING' },
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

interface NewPoint {
  id: string;
  kind: ContactKind;
  valueEnc: string;
  digests: readonly BlindDigest[];
}

/** Says of each whether it was made; not when somebody else made the same one at once. */
async function insertPoints(
  manager: EntityManager,
  points: readonly NewPoint[],
  now: Date,
): Promise<boolean[]> {
  const digests = points.flatMap((point) =>
    point.digests.map((each) => ({ ...each, id: point.id })),
  );
  const added = await manager.query<{ id: string }[]>(
    `WITH mine AS (
       INSERT INTO contact_point_digest (key_id, digest, contact_point_id)
       SELECT * FROM unnest($1::text[], $2::bytea[], $3::uuid[]) ON CONFLICT DO NOTHING
       RETURNING contact_point_id)
     INSERT INTO contact_point (id, kind, value_enc, created_at)
     SELECT p.id, p.kind, p.value_enc, $7::timestamptz
     FROM unnest($4::uuid[], $5::text[], $6::text[]) AS p(id, kind, value_enc)
     WHERE p.id IN (SELECT contact_point_id FROM mine) RETURNING id`,
    [
      digests.map(({ keyId }) => keyId),
      digests.map(({ digest }) => digest),
      digests.map(({ id }) => id),
      points.map(({ id }) => id),
      points.map(({ kind }) => kind),
      points.map(({ valueEnc }) => valueEnc),
      now,
    ],
  );
  const ids = new Set(added.map(({ id }) => id));
  return points.map(({ id }) => ids.has(id));
}

function firstOf<Item, Value>(
  items: readonly Item[],
  find: (item: Item) => Value | undefined,
): Value | null {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return null;
}

function valueRef(id: string) {
  return { table: 'contact_point', column: 'value_enc', id };
}

function preferredTimeRef(id: string) {
  return { table: 'person_contact', column: 'preferred_time_enc', id };
}
