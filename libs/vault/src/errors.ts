/**
 * What can go wrong with a key or a sealed value.
 * - `wrong_key`: the key is known, but does not open the value
 * - `tampered`: the value, its row, column or table is not the one that was sealed
 * - `unknown_key`: the value names a key this process doesn't hold
 * - `erased`: the value was erased, and is no more
 * - `shut`: whoever it is opened for may read nothing that is encrypted
 * - `bad_keys`: the key material is missing, unreadable, too open or contradictory
 */
export type VaultErrorCode =
  | 'wrong_key'
  | 'tampered'
  | 'unknown_key'
  | 'erased'
  | 'shut'
  | 'bad_keys';

/** Thrown by everything in the vault. The message never carries plaintext or key material. */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly code: VaultErrorCode,
    message: string,
  ) {
    super(message);
  }
}
