import { AsyncLocalStorage } from 'node:async_hooks';

const shut = new AsyncLocalStorage<ReadonlySet<string>>();

/**
 * Runs `work`, and whatever it waits for, with the vault shut: nothing that is encrypted is opened but values of the tables in
 * `open`; all else throws `shut` (VaultError). It holds for whoever `work` is done for, not for a connection or for others who
 * work at the same time.
 */
export function withVaultShut<T>(open: ReadonlySet<string>, work: () => T): T {
  return shut.run(open, work);
}

/** Whether values of a table are not opened here. */
export function isShut(table: string): boolean {
  const open = shut.getStore();
  return open !== undefined && !open.has(table);
}
