import { randomBytes } from 'node:crypto';
import {
  bodyDigest,
  capabilityFromToken,
  humanReference,
  nameTokens,
  newToken,
  type BlindDigest,
  type Vault,
} from '#vault';
import { addRow, type Records, type Row, type Table } from './tables.js';

/** Tokens of names that are remembered; names repeat, people do not. */
const MOST_KNOWN = 50_000;

/** Makes of readable rows what the tables hold: every `_enc` sealed to its place, names and numbers digested. */
export class Sealing {
  readonly #names = new Map<string, BlindDigest[]>();
  /** Tells bodies apart as the site's own does; a made-up body is never repeated. */
  readonly #bodySecret = randomBytes(32);

  constructor(private readonly vault: Vault) {}

  /** Seals rows in place and adds those that find them again. */
  seal(records: Records): void {
    for (const row of records.person ?? []) this.#nameDigests(records, row);
    for (const row of records.contact_point ?? []) this.#pointDigests(records, row);
    for (const row of records.inquiry ?? []) this.#inquiry(row);
    for (const [table, rows] of Object.entries(records)) this.#encrypt(table as Table, rows);
  }

  #encrypt(table: Table, rows: readonly Row[]): void {
    const columns = SEALED[table];
    if (!columns) return;
    for (const row of rows) {
      const id = String(row.id);
      for (const column of columns) {
        const text = row[column];
        if (typeof text === 'string') row[column] = this.vault.encrypt({ table, column, id }, text);
      }
    }
  }

  #nameDigests(records: Records, { id, name_enc: name }: Row): void {
    if (typeof name !== 'string' || typeof id !== 'string') return;
    for (const { keyId, digest } of nameTokens(name).flatMap((token) => this.#digestsOf(token))) {
      addRow(records, 'person_name_digest', { key_id: keyId, digest, person_id: id });
    }
  }

  #digestsOf(token: string): BlindDigest[] {
    const before = this.#names.get(token);
    if (before) return before;
    const digests = this.vault.digests('name', token);
    if (this.#names.size < MOST_KNOWN) this.#names.set(token, digests);
    return digests;
  }

  #pointDigests(records: Records, { id, kind, value_enc: value }: Row): void {
    for (const { keyId, digest } of this.vault.digests(String(kind), String(value))) {
      addRow(records, 'contact_point_digest', {
        key_id: keyId,
        digest,
        contact_point_id: id ?? null,
      });
    }
  }

  #inquiry(row: Row): void {
    const envelope = Buffer.from(String(row.envelope));
    const token = newToken();
    const { digest, publicKey } = capabilityFromToken(token);
    Object.assign(row, {
      reference: humanReference(token),
      token_digest: digest,
      capability_key: publicKey,
      body_digest: bodyDigest(this.#bodySecret, envelope),
      seal_key_id: this.vault.sealingKey.keyId,
      sealed: this.vault.seal(envelope),
      suspicion: [],
    });
  }
}

/** Table → its sealed columns. */
const SEALED: Partial<Record<Table, readonly string[]>> = {
  person: ['name_enc'],
  contact_point: ['value_enc'],
  stage_change: ['note_enc'],
  activity: ['payload_enc'],
  coverage: ['payer_text_enc', 'member_id_enc', 'subscriber_name_enc'],
  task: ['title_enc', 'drop_reason_enc'],
  benefit_check: ['result_enc', 'representative_enc', 'reference_enc'],
  benefit_result: ['terms_enc'],
  match: ['inputs_enc', 'answer_enc'],
  match_override: ['reason_enc'],
  consent_request: ['patient_name_enc', 'wording_enc'],
  consent_signature: ['name_enc'],
  lead_merge: ['reason_enc', 'before_enc'],
};
