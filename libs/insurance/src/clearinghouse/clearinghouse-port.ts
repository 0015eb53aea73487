import type { EligibilityAnswer } from '../eligibility/answer.js';
import type { EligibilityRequest } from '../eligibility/request.js';

/**
 * What came of asking. `unknown`: it was asked, and the answer was lost or could not be read. `unreachable`:
 * it was certainly not asked. `refused`: the clearinghouse, not the payer, would not pass it on. `again`
 * says whether the same question may be answered a little later.
 */
export type AskOutcome =
  | { result: 'answered'; answer: EligibilityAnswer; raw: string }
  | { result: 'refused' | 'unreachable' | 'unknown'; code: string; again: boolean };

/** Asks payers through a clearinghouse, over whichever wire. */
export abstract class ClearinghousePort {
  /** Its name in records. */
  abstract readonly provider: string;
  /** False: none is set up, and nothing is asked. */
  abstract readonly configured: boolean;
  /** Who asks: the organisation's NPI and name. */
  abstract readonly asker: { npi: string; name: string };
  /** Never throws for what network, clearinghouse or payer do; ends within {@link ASK_DEADLINE_MS}. */
  abstract ask(request: EligibilityRequest, now: Date): Promise<AskOutcome>;
}

/** How long an answer may take; payers behind a clearinghouse take tens of seconds. */
export const ASK_DEADLINE_MS = 45_000;

/** An account at a clearinghouse. */
export interface ClearinghouseAccount {
  /** `https://healthcare.us.stedi.com/2024-04-01/change/medicalnetwork/eligibility/v3`, or one of that shape. */
  url: string;
  /** The whole value of the Authorization header. */
  authorization: string;
  npi: string;
  name: string;
  /** Milliseconds; {@link ASK_DEADLINE_MS} unless said. */
  deadline?: number;
}
