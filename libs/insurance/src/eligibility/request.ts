/** What is asked of a payer: is this member covered for this service. One service type for each inquiry. */
export interface EligibilityRequest {
  /** The payer's id at the clearinghouse. */
  payerId: string;
  payerName: string;
  /** Who asks. */
  provider: { npi: string; name: string };
  subscriber: PersonAsked & { memberId: string };
  /** The patient, where that is not the subscriber. */
  dependent: PersonAsked | null;
  /** X12 service type code. */
  serviceType: string;
  /** The day it is asked for, `YYYY-MM-DD`. */
  on: string;
  /** Our trace; the same for every repeat, so that a repeat can be known for one. */
  trace: string;
}

export interface PersonAsked {
  firstName: string;
  lastName: string;
  /** `YYYY-MM-DD` */
  born: string | null;
}

/** First and last name of one as people write them; the last word is the last name. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/);
  const lastName = words.at(-1) ?? '';
  return { firstName: words.slice(0, -1).join(' '), lastName };
}
