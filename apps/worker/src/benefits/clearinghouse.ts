import {
  ClearinghousePort,
  JsonClearinghouse,
  NoClearinghouse,
  SimulatedClearinghouse,
  X12Clearinghouse,
} from '#insurance';
import type { WorkerSettings } from '#platform';

type Account = NonNullable<WorkerSettings['clearinghouse']>;

/** The clearinghouse of an account, in the wire it speaks; without an account nothing is asked. */
export function clearinghouseOf(account: Account | undefined): ClearinghousePort {
  if (!account) return new NoClearinghouse();
  return account.wire === 'x12' ? new X12Clearinghouse(account) : new JsonClearinghouse(account);
}

/** The demo asks a clearinghouse on its own machine, unless it was given a real one. */
export async function withSimulator(
  settings: WorkerSettings,
): Promise<{ settings: WorkerSettings; close: () => Promise<void> }> {
  if (!settings.demo || settings.clearinghouse) return { settings, close: () => Promise.resolve() };
  const simulator = new SimulatedClearinghouse();
  const url = await simulator.listen();
  const account: Account = {
    url,
    authorization: 'demo',
    wire: 'x12',
    npi: '1999999984',
    name: 'Bridgeline demo',
    sender: 'BRIDGELINE',
    receiver: 'SIMULATOR',
    usage: 'T',
  };
  return { settings: { ...settings, clearinghouse: account }, close: () => simulator.close() };
}
