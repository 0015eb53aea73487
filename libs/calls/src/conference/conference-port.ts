/** A leg of a call, as the phone company knows it. */
export interface CompanyLeg {
  sid: string;
  /** A number, or `client:` and a name. */
  to: string;
}

/** Somebody who is in a conference now. */
export interface Participant {
  leg: string;
  label: string | null;
  held: boolean;
  /** They are in it; else they are still being called. */
  connected: boolean;
}

/** Somebody to be called into a conference. */
export interface Invitation {
  label: string;
  /** E.164, or `client:` and a name. */
  to: string;
  /** The number of ours that they see, E.164. */
  from: string;
  /** Where to report how their line fares. */
  reports: string;
  /** Where to report what happens in the conference. */
  conferenceReports: string;
}

/**
 * What came of asking the phone company. `refused`: it said no, nothing happened. `unknown`: its answer was lost, it may
 * have happened. `gone`: what it was about is over.
 */
export class PhoneCompanyError extends Error {
  override readonly name = 'PhoneCompanyError';
  constructor(
    readonly result: 'refused' | 'unknown' | 'gone',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Conferences at the phone company. Every method ends in time and throws {@link PhoneCompanyError}; all but `invite` may be
 * asked again safely.
 */
export abstract class ConferencePort {
  /** The legs of a call that are answered. */
  abstract legsOf(callSid: string): Promise<CompanyLeg[]>;
  /** Whether somebody is on this leg now. */
  abstract isOpen(leg: string): Promise<boolean>;
  /** Lets a leg do what stands at an address from now on. */
  abstract move(leg: string, url: string): Promise<void>;
  /** A conference that is not over, by the name it was joined under; null when there is none. */
  abstract find(name: string): Promise<string | null>;
  abstract participants(conferenceSid: string): Promise<Participant[]>;
  /** Puts a leg on hold, with what stands at the address to be heard, or takes it back. */
  abstract hold(conferenceSid: string, leg: string, held: boolean, url: string): Promise<void>;
  /** Whether the conference ends when this leg goes. */
  abstract endsWith(conferenceSid: string, leg: string, ends: boolean): Promise<void>;
  /** Gives the new leg. */
  abstract invite(conferenceSid: string, invitation: Invitation): Promise<string>;
  abstract remove(conferenceSid: string, leg: string): Promise<void>;
  /** Takes back a call that rings, or ends one. */
  abstract hangUp(leg: string): Promise<void>;
  abstract end(conferenceSid: string): Promise<void>;
}
