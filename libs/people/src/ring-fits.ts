import type { DataSource } from 'typeorm';
import { type Vault, VaultError } from '#vault';

/**
 * Refuses a ring that does not open what this database holds: the ring of another installation, or one from before a
 * rotation. Looks at the newest contact point. Throws VaultError `wrong_key` with a sentence that says what to do.
 */
export async function refuseWrongRing(source: DataSource, vault: Vault): Promise<void> {
  const [newest] = await source.query<{ id: string; value_enc: string }[]>(
    "SELECT id, value_enc FROM contact_point WHERE value_enc <> 'erased' ORDER BY id DESC LIMIT 1",
  );
  if (!newest) return;
  try {
    vault.decrypt({ table: 'contact_point', column: 'value_enc', id: newest.id }, newest.value_enc);
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    const key = newest.value_enc.split('.')[1];
    throw new VaultError(
      'wrong_key',
      `This ring does not open this database: what was written last stands under the key ${key}. ` +
        'Bring the ring that belongs to it (keys/ring/ring.json) from your backup of the keys. Nothing was changed.',
    );
  }
}
