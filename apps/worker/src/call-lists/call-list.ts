import type { InquiryKind } from '#contract';

/** A call from outside that is over, as its provider's own list has it. */
export interface ListedCall {
  callId: string;
  /** Under which event id the provider's own report of the call is stored, had it come. */
  firstEventId: string;
  kind: InquiryKind;
  /** The number of ours that was called, as the provider writes it. */
  ourPhone: string;
  startedAt: Date;
  endedAt: Date;
  /** JSON of what the list says, to be sealed like a webhook's body. */
  body: string;
}

/** A provider's list of calls. */
export interface CallList {
  readonly provider: 'twilio' | 'callrail';
  /**
   * Every call from outside that began from `from` to `until` and is over.
   * @throws ProviderError when the list can't be read to its end
   */
  calls(between: { from: Date; until: Date }, signal: AbortSignal): Promise<ListedCall[]>;
}

/** What a list's record is stored as, beside the events that webhooks bring. */
export const LISTED = 'listed';
