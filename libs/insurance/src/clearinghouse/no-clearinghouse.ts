import { type AskOutcome, ClearinghousePort } from './clearinghouse-port.js';

/** No clearinghouse is set up: everything is asked by people. */
export class NoClearinghouse extends ClearinghousePort {
  override readonly provider = 'none';
  override readonly configured = false;
  override readonly asker = { npi: '', name: '' };

  override ask(): Promise<AskOutcome> {
    return Promise.resolve({ result: 'unreachable', code: 'not_configured', again: false });
  }
}
